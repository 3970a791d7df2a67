## crosscheck frame
help-frame = Look at a frame: rows, columns, hash, problems
help-frame-check = Rows, columns, hash and every problem of a frame
help-frame-check--frame = The frame, CSV or XLSX
help-frame-check--id = The column of the ids; the first one if left out
example-frame-check = crosscheck frame check counties.csv --id code

frame-progress = Reading the frame
frame-file = Frame
frame-rows = Rows
frame-columns = Columns
frame-file-hash = File hash
frame-id-column = Id column
frame-hash = Hash of the ids
frame-good = No problems. Freezing a plan hashes the columns that plan uses.
frame-problems = Problems found: { $count }
