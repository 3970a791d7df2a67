place-row = row { $row }
place-sheet = sheet { $sheet }
place-column = column { $column }
list-comma = {", "}

table-header-missing = There is no header: no row begins with “{ $column }”.
table-merged = Cells are merged here; split them, so that each row has its own.
table-empty = There are no data rows. Fill in at least one.
table-too-large = The file has { $size } bytes, the limit is { $limit }. Split it and try again.
table-too-many-rows = There are more than { $limit } rows. Split the file and try again.
table-too-many-columns = There are { $found } columns, the limit is { $limit }.
table-cell-too-long = The cell has { $length } characters, the limit is { $limit }.
table-not-text = The text is neither UTF-8 nor GB18030. Save it as "CSV UTF-8" and try again.
table-open-quote = A quotation mark is never closed; the file may be cut off.
table-bad-csv = This is not readable CSV: { $reason }
table-row-length = There are { $found } cells, the header has { $expected }.
table-column-missing = Column "{ $column }" is missing. There are: { $found }.
table-column-twice = The header names "{ $column }" twice.
table-not-workbook = This is not a readable XLSX workbook: { $reason }
table-sheet-missing = There is no sheet "{ $sheet }". There are: { $found }.
table-unzips-too-large = The workbook unpacks to more than { $limit } bytes and was not read.
table-cell-error = The cell is a formula error { $error }.

file-missing = The file cannot be found or read: { $reason }
file-not-written = Nothing was written, what was there is untouched: { $reason }
json-bad = This is not readable JSON (line { $line }, column { $column }): { $reason }
toml-bad = This is not readable TOML: { $reason }
