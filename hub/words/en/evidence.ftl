# crosscheck evidence
help-evidence = Export everything that proves a visit, and check such a package
help-evidence-export = Write a visit's signed log, texts and photos into one file anybody can check without a network
help-evidence-export--dir = The campaign's folder
help-evidence-export--visit = The visit: the first characters of its id in visit list
help-evidence-export--out = The file to write
help-evidence-verify = Check a package: needs no folder, key or network, names the first thing that fails
help-evidence-verify--file = The package
help-evidence-verify--code = The code on the paper, which must be one of those signed
example-evidence-export = crosscheck evidence export --dir inspection-2017 --visit 3e947e85 --out visit-3e947e85.zip
example-evidence-verify = crosscheck evidence verify visit-3e947e85.zip --code "7C4M Q2TN 90XA"

evidence-exported = Written to { $file }: { $segments } signed segments, { $texts } texts, { $files } files.
evidence-next = To check it: crosscheck evidence verify { $file }
evidence-signed = Code { $code }, signed by { $members }; { $outside } ops are not covered.
evidence-countersigned-office = The office's hub ({ $hub }) countersigned: all of it has lain there since { $at }.
evidence-countersigned = A hub ({ $hub }) countersigned: all of it has lain there since { $at }.
evidence-on-paper = Recorded: this code stands on the host's paper.
evidence-unsigned = Nobody has signed yet: this proves who wrote what and that nothing was changed, not that nothing was cut off.
evidence-good = It holds: { $ops } ops, { $texts } texts, { $files } files; signatures, order and content agree.
evidence-bad = { $file } does not hold:
evidence-code-other = Nobody signed the code { $code } in this package.
evidence-waiting = { $count } of the ops wait for something and do not count.
evidence-texts-missing = Another { $count } texts are not in the package: redacted, or not on the machine that exported it.
evidence-compare = Compare the code with the paper both sides signed, and the campaign with the one the organiser published.
evidence-raw = An evidence package is the raw log and may tell of fewer than 5 protected persons. Give it only to whoever is entitled to check it.
