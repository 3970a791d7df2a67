## crosscheck pack
help-pack = 查看、检查、转换检查清单
help-pack-list = 列出内置清单及其标识
help-pack-show = 逐项显示清单问什么、阈值和依据
help-pack-show--id = 内置清单的代号（s0 至 s4），或自己的清单的路径
help-pack-check = 检查自己的清单；所有问题一次列出，各有位置
help-pack-check--path = 清单：文件夹、.xlsx 或 .json
help-pack-export = 把清单写成文件夹（CSV）、工作簿或规范 JSON
help-pack-export--id = 内置清单的代号（s0 至 s4），或自己的清单的路径
help-pack-export--format = 形式：csv（文件夹）、xlsx 或 json
help-pack-export--out = 写到哪个文件；csv 写文件夹，或写 .csv 文件只要各行
help-pack-print = 打印空白检查表（A4），每类单位一张
help-pack-print--id = 内置清单的代号（s0 至 s4），或自己的清单的路径
help-pack-print--site-kind = 只要这一类单位的表，例如 学校；不写则各类都印
help-pack-print--out = 写到哪个文件：.xlsx 可填可判，.html 供打印手填
example-pack-list = crosscheck pack list
example-pack-show =
    crosscheck pack show s0
    crosscheck pack show 本县清单.xlsx --format csv
example-pack-check = crosscheck pack check 本县清单.xlsx
example-pack-export =
    crosscheck pack export s0 --format xlsx --out s0.xlsx
    crosscheck pack export 本县清单.xlsx --format csv --out 本县清单
example-pack-print =
    crosscheck pack print s0 --site-kind 学校 --out 学校检查表.xlsx
    crosscheck pack print s0 --out 全部检查表.html

pack-col-id = 代号
pack-col-document = 文件、文号与标识（SHA-256）
pack-col-rows = 指标数
pack-col-item = 项次
pack-col-indicator = 编号
pack-col-requirement = 要求
pack-col-type = 类型
pack-col-held = 达标条件
pack-col-basis = 依据

pack-show-heading =
    { $document }
    { $rows } 条指标。标识 { $identity }
pack-show-heading-items =
    { $document }
    { $items } 项，{ $rows } 条指标。标识 { $identity }
pack-show-note = 说明：{ $note }
pack-check-good =
    合格：{ $document }，{ $rows } 条指标。
    标识 { $identity }
pack-export-done =
    已写成 { $path }，{ $rows } 条指标。
    标识 { $identity }
pack-export-rows-only = 只写了各行，没有清单说明（标题、文号）。要完整的清单，请把 --out 写成文件夹。
pack-no-form = 不是清单：既不是工作簿（.xlsx），也不是 .json。若是 indicators.csv，请与 pack.toml 放在一个文件夹里，写文件夹的路径。
pack-print-done = 已写成 { $path }：{ $sheets } 类单位，{ $rows } 条指标。
pack-print-form = 检查表只能写成 .xlsx 或 .html，请改 --out 的后缀。
