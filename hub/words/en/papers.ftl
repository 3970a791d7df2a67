# crosscheck visit sheet, visit slip
help-visit-sheet = Write the record of a visit (DOCX): methods, findings fed back, code; both sides sign and keep a copy
help-visit-sheet--visit = The first characters of the visit's id
help-visit-sheet--dir = The campaign's folder
help-visit-sheet--out = The DOCX file to write
help-visit-slip = Write the hand-over slip of a ledger check (DOCX): drawn ordinals and how to repeat them; it stays with the place
help-visit-slip--visit = The first characters of the visit's id
help-visit-slip--dir = The campaign's folder
help-visit-slip--ledger = The first characters of the ledger's key; needed only where there are several
help-visit-slip--out = The DOCX file to write
example-visit-sheet = crosscheck visit sheet 3e947e85 --dir inspection-2017 --out record.docx
example-visit-slip = crosscheck visit slip 3e947e85 --dir inspection-2017 --out slip.docx

visit-paper-written = { $file } is written.
visit-ledger-none = This visit has no check of such a ledger.
visit-ledger-several = This visit has several ledgers; name one with --ledger: { $known }
