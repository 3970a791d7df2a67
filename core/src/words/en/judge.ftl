## judge
judge-met = met
judge-not-met = not met
judge-not-applicable = not applicable
judge-to-check = to check
judge-recorded = recorded

judge-flag-tiers-differ = tiers differ, the higher taken
judge-flag-boundary = on a boundary, the higher taken
judge-flag-advice = advice
judge-flag-self-reported = self-reported
judge-flag-survey = third-party survey

judge-rate = { $numerator } / { $denominator } = { $rate }, required { $required }
judge-rate-recorded = { $numerator } / { $denominator } = { $rate }, no threshold here
judge-rate-empty = Numerator and denominator are both 0: there is nothing to compute
judge-rate-no-denominator = The denominator is 0 but the numerator is { $numerator }: an error in the entry, please check
judge-rate-over-whole = The numerator { $numerator } is more than the denominator { $denominator }: an error in the entry, please check
judge-count = { $value }, required { $required }
judge-count-recorded = { $value }, no threshold here
judge-zero-none = None happened
judge-zero-some = { $value } happened, none may

judge-sample-rate = { $sample } of { $population } looked at, { $hits } comply (observed { $observed }); for all of them { $low } to { $high } (95 % interval)
judge-sample-count = { $sample } of { $population } looked at, { $hits } found (observed { $observed }); for all of them { $low } to { $high } (95 % interval)
judge-sample-required = required { $required }
judge-sample-undecided = The sample is too small to say
judge-sample-refuted = { $failures } in the sample already fail, so it cannot be 100 % of all
judge-sample-hit = { $hits } in the sample already found, so it cannot be 0 of all
judge-sample-nothing = n is 0: nothing was looked at
judge-sample-order = x ≤ n ≤ N must hold, but N = { $population }, n = { $sample }, x = { $hits }
judge-sample-too-long = N is more than { $limit }: no interval can be counted out
judge-sample-self-reported = A sample cannot be self-reported

judge-yes = Answered yes
judge-no = Answered no
judge-document-seen = There is a document: { $number }, { $date }
judge-document-absent = There is no document
judge-document-no-number-no-date = There is a document, but neither its number nor its date was recorded
judge-document-no-number = There is a document, but its number was not recorded (write 无文号 if it has none)
judge-document-no-date = There is a document, but its date was not recorded
judge-checklist-complete = All { $total } are there
judge-checklist-lacking = { $present } of { $total } are there; missing: { $lacking }
judge-ratio = { $persons } persons, { $staff } staff; at { $ratio } at least { $needed } are needed
judge-tier-need = { $measure }: at least { $needed } needed, { $have } there
judge-tier-band = { $measure } { $size } falls in tier { $tier }
judge-tier-none = No tier's condition holds, so nothing is required
judge-tier-missing = Numbers missing: { $measures }
judge-trend = base period { $base }, this period { $now }, change { $change }
judge-trend-increase = an increase is required; equal is none
judge-trend-decrease = a decrease is required; equal is none
judge-trend-required = required change { $required }
judge-trend-no-base = There is no base period to compare with
judge-trend-empty-base = The base period (or its denominator) is 0: nothing can be compared
judge-deadline-kept = Done on { $day }, due by { $limit }
judge-deadline-late = Done only on { $day }, due by { $limit }
judge-deadline-seen-done = Seen done on the visit of { $checked }, due by { $limit }
judge-deadline-no-day = Done, but the day was not written, due by { $limit }
judge-deadline-passed = Still not done on the visit of { $checked }, due by { $limit }
judge-deadline-open = Not done yet; on the visit of { $checked } the deadline { $limit } had not passed
judge-deadline-no-visit-day = Not done yet; the sheet gives no day of the visit, so whether { $limit } had passed is unknown
judge-text = Words recorded
judge-exempt = Entered as not applicable: { $reason }
judge-exempt-beside = Entered as not applicable; the reason stands beside it
judge-exempt-without-reason = "Not applicable" (不适用) needs its reason in the notes
judge-wrong-kind = The answer is of another type than the indicator, please check

judge-condition-false = The condition "{ $condition }" does not hold (it is { $fact })
judge-condition-open = A person must say whether this condition holds: { $condition }
judge-formula-inferred = The document states no formula; numerator and denominator are inferred, so it is only recorded until the campaign confirms it
judge-threshold-implied = The threshold is read out of words like "all" or "without exception"; it judges nothing until the campaign confirms it
judge-confirmed = Formula or threshold confirmed by { $by } on { $date }
judge-self-reported = Self-reported, not checked
judge-survey = The figure comes from a third-party survey, it was not found on site
judge-soft = The document encourages or aims at this; not reaching it is advice, not a failure

judge-confirm-unknown = The pack has no indicator { $indicator }
judge-confirm-twice = Indicator { $indicator } stands twice
judge-confirm-empty = Must not be empty
judge-not-a-day = Not a day that exists; write it as 2017-04-20
judge-names-a-person = Holds an identity, mobile or bank card number. Record units and numbers, never persons; please delete it

judge-sheet-too-many = There are more than { $limit } worksheets
judge-sheet-none = This worksheet is no sheet of ours: no header "{ $column }" was found. Delete the worksheet, or fill in the printed blank again
judge-sheet-column-missing = The header lacks the column "{ $column }"
judge-sheet-no-id = Something is entered in this row, but it has no indicator id
judge-sheet-twice = Indicator { $id } stands twice on this sheet
judge-sheet-unknown = The pack has no "{ $id }"
judge-sheet-part-missing = The other lines of this indicator are not on the sheet; take them from the blank
judge-sheet-word = Only these words: { $words }
judge-sheet-known-missing = Say how it is known: 自报 (self-reported), 全数核对 (counted) or 抽样 (sampled)
judge-sheet-stray = This line does not take this column; see the hint "怎么填"
judge-sheet-exempt-with-value = Entered as not applicable, so this must be empty
judge-sheet-not-sampled = Not sampled, so the columns of the sample must be empty
judge-sheet-no-sampling = This indicator cannot be sampled
judge-sheet-sample-with-number = A sample takes N, n and x only; this must be empty
judge-sheet-number-missing = The number is missing
judge-sheet-not-number = Not a number. Write digits and a decimal point only, no unit, comma or percent sign
judge-sheet-not-whole = Must be a whole number, not below 0
judge-sheet-number-limit = The number must be below { $limit }
judge-sheet-over-whole = The numerator is more than the denominator, please check
judge-sheet-secret = Classified documents must not be entered; please delete it
judge-sheet-absent-with-number = Entered as absent (无), yet with a number or a date
judge-sheet-lacking = Must be empty beside 齐 (complete) and say what is missing beside 缺项 (incomplete)
judge-sheet-option = Only these options, parted by 、: { $options }
judge-sheet-undone-with-day = Entered as not done (未完成), yet with a day
judge-sheet-fact-unknown = The pack has no such condition
judge-sheet-other-pack = Not one indicator id of this sheet is in the pack; probably it belongs to another one, please check --pack
