## report
report-sheet-kind-unknown = The pack has no such kind of site. There are: { $known }
report-sheet-not-written = The sheet was not written: { $reason }
report-sheet-generated = [generated, for demonstration only]
report-sheet-basis = Basis: { $document }
report-sheet-discipline = No classified information. Units and numbers only, never a person's name, identity number, telephone or address.
report-sheet-totals = {" "}Lines marked 只填总数 take totals only, no lists of persons.
report-sheet-level = First choose the level of the place; answer only what is asked at it ({ $levels }), leave the rest empty
report-sheet-fact-number = a number
report-sheet-pages = page &P of &N
report-sheet-sample-legend = N in all, n looked at, x comply
report-not-made = The document could not be made: { $reason }
report-annex = Annex { $number }
report-day = { $year }-{ $month }-{ $day }
report-days = { $from } to { $to }
report-how-many = { $word ->
    [few] a few
    [some-few] a minority
    [part] some
    [most] most
    [widespread] nearly all
   *[all] all
}
report-doubt-none = {" "}[check: the data have no such number]
report-doubt-now = {" "}[check: now { $now }]
report-gate-name = Gate
report-gate-looks = What it looks at
report-gate-signed = Who signed, when
report-book-not-written = The workbook was not written: { $reason }
report-book-no-room = The workbook was not written: the folder for rows on their way takes no more. Make room on the disk and try again.
report-book-text = text
report-differences-count = Differences: { $count }
report-differences-name = Differences
report-differences-place = Where
report-differences-before = Before
report-differences-after = After
report-differences-title = “{ $title }”: { $old } and { $new }
