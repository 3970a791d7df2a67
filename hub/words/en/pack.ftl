## crosscheck pack
help-pack = List, show, check, export and print checklists.
help-pack-list = List the built-in packs with their identities.
help-pack-show = Show what a pack asks, item by item, with threshold and basis.
help-pack-show--id = Built-in id (s0 to s4) or path of a pack
help-pack-check = Check a pack of one's own; every problem is told with its place.
help-pack-check--path = Folder, .xlsx or .json of the pack
help-pack-export = Write a pack as a folder with CSV, as a workbook or as canonical JSON.
help-pack-export--id = Built-in id (s0 to s4) or path of a pack
help-pack-export--format = Form: csv (a folder), xlsx or json
help-pack-export--out = File to write; for csv a folder, or a .csv file for the rows alone
help-pack-print = Print blank A4 sheets, one for each kind of site.
help-pack-print--id = Built-in id (s0 to s4) or path of a pack
help-pack-print--site-kind = Only the sheet of this kind of site, for example 学校; all of them without it
help-pack-print--out = File to write: .xlsx to fill in and judge, .html for paper
example-pack-list = crosscheck pack list
example-pack-show =
    crosscheck pack show s0
    crosscheck pack show county.xlsx --format csv
example-pack-check = crosscheck pack check county.xlsx
example-pack-export =
    crosscheck pack export s0 --format xlsx --out s0.xlsx
    crosscheck pack export county.xlsx --format csv --out county
example-pack-print =
    crosscheck pack print s0 --site-kind 学校 --out school.xlsx
    crosscheck pack print s0 --out all.html

pack-col-id = id
pack-col-document = document, number and identity (SHA-256)
pack-col-rows = indicators
pack-col-item = item
pack-col-indicator = id
pack-col-requirement = requirement
pack-col-type = type
pack-col-held = met when
pack-col-basis = basis

pack-show-heading =
    { $document }
    { $rows } indicators. Identity { $identity }
pack-show-heading-items =
    { $document }
    { $items } items, { $rows } indicators. Identity { $identity }
pack-show-note = Note: { $note }
pack-check-good =
    Good: { $document }, { $rows } indicators.
    Identity { $identity }
pack-export-done =
    Wrote { $path }, { $rows } indicators.
    Identity { $identity }
pack-export-rows-only = Only the rows were written, without the header (title, document number). For the whole pack give a folder as --out.
pack-no-form = This is no pack: neither a workbook (.xlsx) nor .json. If it is indicators.csv, put it into a folder with pack.toml and give the folder's path.
pack-print-done = Wrote { $path }: { $sheets } kinds of site, { $rows } indicators.
pack-print-form = Sheets are written as .xlsx or .html; please change the ending of --out.
