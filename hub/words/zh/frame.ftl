## crosscheck frame
help-frame = 查看抽样框：行数、列、哈希、问题
help-frame-check = 检查抽样框，列出全部问题
help-frame-check--frame = 抽样框文件，CSV 或 XLSX
help-frame-check--id = 编号所在的列；不写则取第一列
example-frame-check = crosscheck frame check 全国县级名单.csv --id 代码

frame-progress = 读取抽样框
frame-file = 抽样框
frame-rows = 行数
frame-columns = 列
frame-file-hash = 文件哈希
frame-id-column = 编号列
frame-hash = 编号列的规范哈希
frame-good = 没有发现问题。冻结方案时，会按方案用到的各列计算抽样框哈希。
frame-problems = 发现 { $count } 处问题：
