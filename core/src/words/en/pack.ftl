## pack: answer types
pack-type-yes-no = yes/no
pack-type-document = document
pack-type-checklist = options
pack-type-percent-threshold = rate, judged
pack-type-percent-report = rate, recorded
pack-type-count-threshold = count, judged
pack-type-count-report = count, recorded
pack-type-ratio = staffing ratio
pack-type-tier-table = staffing tiers
pack-type-trend = trend
pack-type-zero-event = zero events
pack-type-deadline = deadline
pack-type-free-text = words

## pack: thresholds
pack-held-recorded = recorded, not judged
pack-held-yes = yes
pack-held-present = there is one
pack-held-any = at least one
pack-held-all = all { $count }
pack-held-increase = more than in the base period
pack-held-decrease = less than in the base period
pack-held-trend = up by { $amount } on the base period
pack-held-by = by { $date }
pack-held-tier = { $condition }: { $need }
pack-held-per = per { $number } { $name }
pack-held-or = {" or "}
pack-held-highest = ; the highest counts
pack-mark-implied = {" (implied)"}
pack-mark-soft = {" (advice)"}

## pack: the pack as a whole
pack-unknown = There is no built-in pack "{ $id }". Built in are: { $known }. For a pack of your own give the path of its folder, .xlsx or .json.
pack-too-many = There are { $count } indicators, the limit is { $limit }. Split them into several packs by document.
pack-toml-not-utf8 = The text is not UTF-8. Save it as UTF-8 and try again.
pack-header-missing = "{ $key }" is missing or empty.
pack-header-twice = "{ $key }" stands twice.
pack-header-unknown = "{ $key }" is not known. There may be: { $known }.
pack-header-format = The pack's format is "{ $value }"; this program reads "{ $known }" only.
pack-header-id = The pack id "{ $value }" may have lower-case letters, digits and hyphens only, at most 32 characters, not beginning with a hyphen.
pack-header-doc = The document code "{ $value }" may have letters and digits only, at most 12 characters.
pack-header-issued = "{ $value }" is not a date of issue. Write 2017, 2018-08 or 2017-04-05.
pack-header-title = The title has more than { $limit } characters.
pack-json-not-text = The value must be text in quotation marks.
pack-key-twice = "{ $key }" stands twice in one indicator.

## pack: columns and cells
pack-columns-missing = { $count } columns are missing: { $columns }.
pack-column-stray = A pack has no column "{ $column }". Remove it, or write its content into note.
pack-column-unnamed = A column has no name. Remove it.
pack-person-column = "{ $column }" is not allowed: a pack asks about offices and figures and registers no person. Remove it.
pack-person-question = This asks for a person's details in words (name, identity number, telephone, address ...). A pack registers no person; ask for a number or whether there is one.
pack-cell-personal = There are digits that look like an identity, mobile or bank card number. A pack registers no person; remove them.
pack-cell-hidden = There is an invisible character ({ $code }). Remove it and type the text again.
pack-cell-too-long = There are { $length } characters, the limit is { $limit }.
pack-cell-formula = The cell begins with =, +, - or @, which a spreadsheet would run as a formula. Write it differently.
pack-cell-numeric = The cell is stored as the number { $value } and may no longer be what was typed (2.10 becomes 2.1, 15% becomes 0.15). Format it as text and type it again.
pack-cell-empty = This must not be empty.
pack-too-long = There are { $length } characters, the limit is { $limit }.
pack-value-empty = This must not be empty. Allowed: { $allowed }.
pack-value-unknown = "{ $value }" is not known. Allowed: { $allowed }.
pack-list-order = "{ $value }" must be taken from these, in this order, joined by semicolons: { $allowed }.
pack-list-twice = Among the values joined by semicolons one is empty or repeated.
pack-date = "{ $value }" is not a date. Write 2018-12-31.
pack-item = "{ $value }" is not the number of a printed item. Write 1 to 999, or nothing.

## pack: rules of every row
pack-id-twice = The id "{ $id }" is already used in row { $row }.
pack-id-form = The id "{ $id }" must begin with "{ $doc }-", followed by letters, digits, points, brackets, hyphens or underscores.
pack-doc-differs = The document code is "{ $doc }", the header says "{ $header }".
pack-other-document = The text refers to an item of { $doc }. A row speaks of its own document only and borrows nothing from another.
pack-nobody-responsible = Neither a leading nor a responsible unit is named; name at least one.
pack-methods-source = An inspection has methods; a third_party_survey has none.
pack-due-basis = none stands exactly where there is neither a date nor the words of one.
pack-due-text = A date needs the words of the document beside it.
pack-condition = There may be one condition only, without a semicolon.
pack-protected-text = An indicator that counts protected persons takes totals only, never words or documents.

## pack: rates and units
pack-rate-half = Numerator and denominator stand together or not at all.
pack-rate-missing = { $type } needs a numerator and a denominator.
pack-rate-stray = { $type } takes no numerator and denominator.
pack-formula-basis = stated or inferred stands exactly where there is a numerator and a denominator, otherwise none.
pack-unit-percent = The unit of { $type } is %.
pack-unit-stray = { $type } takes no unit.
pack-unit-missing = { $type } needs a unit.

## pack: rules of thresholds
pack-no-operator = There is a threshold without an operator; nobody can say which way it points.
pack-threshold-basis = stated or implied stands exactly where there is a threshold, otherwise none.
pack-implied-type = Only percent_threshold and zero_event can be read out of words such as 一律, 凡, 全面, 坚决杜绝.
pack-implied-percent = A rate read out of 一律, 凡, 全面 can only be = 100.
pack-form-present = yes_no and document have the operator present and no threshold.
pack-form-report = What is only recorded has no operator and no threshold.
pack-form-percent = There must be a comparison (>, >=, =, <, <=) and a number from 0 to 100.
pack-form-count = There must be a comparison (>, >=, =, <, <=) and a number.
pack-form-zero = zero_event is = and 0.
pack-form-ratio = ratio is <= and two positive whole numbers such as 30:1.
pack-form-deadline = deadline is <= and the same date as due_date.
pack-form-trend = trend is increase, decrease or nothing, without a threshold, or > or >= and a number.
pack-form-checklist = checklist is all and the number of options, or any, or nothing.
pack-form-tiers = The operator of tier_table is >=.
pack-options = The note of a checklist must begin with 选项:甲/乙/丙。 with at least two options, none empty or repeated.
pack-options-count = The threshold is "{ $value }", but there are { $count } options.
pack-tiers-json = The tier table is not JSON of the agreed form (at character { $column }).
pack-tiers-size = A tier table has 1 to { $limit } measures and 1 to { $limit } tiers.
pack-tiers-pick = Several tiers need "pick":"highest"; there is no other way to pick.
pack-tiers-form = Each tier has either any or per, and need, none of them empty.
pack-tiers-band = The band of "{ $code }" is [low,high] with high above low, or null for no upper end.
pack-tiers-zero = "{ $code }" must be a positive whole number.
pack-tiers-code = "{ $code }" is not explained in measures.
pack-tiers-twice = "{ $code }" stands twice.

## pack: workbooks
pack-book-not-written = The workbook was not written: { $reason }
