# Bundles
bundle-there = A file stands there already. A bundle is never changed once written; choose another name.
bundle-none = There is no such file.
bundle-no-recipient = There is nobody to seal the bundle to: the campaign has no recipient key of the organiser and the group no device. No file was written.
bundle-recipients-many = There are over { $most } devices, too many for one bundle; end those not in use first.
bundle-recipient-bad = The recipient key is not in form.
bundle-not-for-us = This bundle is not sealed to this device: it is another group's or campaign's, or was written before this device joined. Nothing was taken.
bundle-head-broken = The file is damaged in its head, or is no bundle. Nothing was taken.
bundle-other = This is no bundle. Nothing was taken.
bundle-broken = Damaged or cut off after item { $whole } (from byte { $byte } of the content); what comes before is whole.
bundle-entry-bad = An item of the bundle is not in form (byte { $byte }, { $rule }).
bundle-piece-alone = Some content belongs to no file and was not taken.
bundle-file-short = File { $blob } is not all there; what came is kept, and the next import goes on from it.
bundle-key-stale = This bundle does not open, nor will any other: the campaign knows this device by another recipient key than the one in this folder. End this device and let it join anew; until then the organiser opens bundles with the recovery file. Nothing was taken.
bundle-counts = The bundle has { $segments } segments, { $texts } texts and { $files } files, but its end says { $said_segments }, { $said_texts } and { $said_files }: somebody added or left out something; what is whole was taken.
