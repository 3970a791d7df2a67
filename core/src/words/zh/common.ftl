place-row = 第 { $row } 行
place-sheet = 工作表 { $sheet }
place-column = 列 { $column }
list-comma = 、

table-header-missing = 找不到表头：没有以“{ $column }”开头的一行。
table-merged = 单元格合并过，请先拆开，每行各填各的。
table-empty = 没有数据行。请至少填写一行。
table-too-large = 文件 { $size } 字节，上限 { $limit } 字节。请拆分后再试。
table-too-many-rows = 超过 { $limit } 行。请拆分后再试。
table-too-many-columns = 有 { $found } 列，上限 { $limit } 列。
table-cell-too-long = 单元格有 { $length } 个字符，上限 { $limit } 个。
table-not-text = 既不是 UTF-8 也不是 GB18030 编码的文本。请另存为“CSV UTF-8”后再试。
table-open-quote = 引号没有成对，文件可能被截断。
table-bad-csv = 不是可读的 CSV：{ $reason }
table-row-length = 有 { $found } 个单元格，表头有 { $expected } 列。
table-column-missing = 缺少列“{ $column }”。现有列：{ $found }。
table-column-twice = 表头中“{ $column }”出现了两次。
table-not-workbook = 不是可读的 XLSX 工作簿：{ $reason }
table-sheet-missing = 没有名为“{ $sheet }”的工作表。现有：{ $found }。
table-unzips-too-large = 工作簿展开后超过 { $limit } 字节，拒绝读取。
table-cell-error = 单元格是公式错误 { $error }。

file-missing = 找不到文件或无法读取：{ $reason }
file-not-written = 没有写成，原有文件未动：{ $reason }
json-bad = 不是可读的 JSON（第 { $line } 行，第 { $column } 列）：{ $reason }
toml-bad = 不是可读的 TOML：{ $reason }
