## crosscheck judge
help-judge = Judge a filled sheet.
help-judge--sheet = Filled sheet (.xlsx of pack print)
help-judge--pack = Which pack: built-in id (s0 to s4) or path
help-judge--confirm = What the campaign confirmed (CSV: indicator,by,date,reason; by is a unit, not a person)
example-judge =
    crosscheck judge school.xlsx --pack s0
    crosscheck judge school.xlsx --pack s0 --confirm confirm.csv --format csv

judge-col-item = item
judge-col-indicator = id
judge-col-requirement = requirement
judge-col-verdict = verdict
judge-col-reason = reason

judge-unanswered = not looked at
judge-page = [{ $kind }] { $unit }
judge-page-level = [{ $kind }] { $unit } (level { $level })
judge-page-no-unit = (no unit written)
judge-counts = { $rows } indicators: { $met } met, { $not-met } not met, { $to-check } to check, { $recorded } recorded, { $not-applicable } not applicable, { $unanswered } not looked at
judge-counts-all = All { $pages } sheets, { $counts }
judge-blank = Worksheets with nothing entered: { $sheets }
judge-nothing = Nothing is entered on any worksheet, so there is nothing to judge.
judge-needless = The document states formula and threshold of these, so they needed no confirmation: { $indicators }
