phone-cancelled = Broken off.
phone-resting = The app is in the background and the campaign is closed; come back to the app and try again.
phone-no-campaign = This campaign is not on this phone.
phone-joined-already = This phone is in that campaign already.
phone-card-none = This phone showed no card. Show the card first and let the leader scan it.
phone-bundle-not-ours = This bundle does not open: it is not for this phone. Show the card first and have the leader let this phone in; then ask for a new bundle.
phone-bundle-no-card = Nothing in this bundle lets this phone in. Have the leader scan its card first and then write a bundle.
phone-no-hub = Nobody said yet where the server is. Have the leader send the text with which this phone was let in, and paste it under Join; or use a bundle.
phone-key-gone = The phone's key store has no key of this campaign any more, so its records cannot be read. The organiser can open them with the recovery file (crosscheck recover); this phone can join anew.
phone-key-locked = The phone's key store is locked. Unlock the phone and try again.
phone-key-broken = The phone's key store failed and this step was not done. Try again; if it fails again, restart the phone.
phone-file-bad = The file is damaged, or a later version wrote it.
crossing-one-way = This value is only shown and cannot be handed back.
crossing-no-such = What was handed back is no { $kind }.
phone-no-threads = The system gave no threads and this step did not begin. Try again.
phone-broken = The program failed at this step and did not finish it. What was saved is there; try again.
phone-no-pack = This checklist is not here yet. Sync first, or open a bundle.
phone-no-form = This document does not come in that form.
phone-picture-large = Originals are not shown as they are; look at the preview, or export a copy.
phone-note = { $kind ->
    [finding] Finding
    [practice] Practice
   *[difficulty] Difficulty or suggestion
}
