# crosscheck visit sheet, visit slip
help-visit-sheet = 写检查记录单（DOCX）：检查方法、反馈的问题、核验码，双方签字各执一份
help-visit-sheet--visit = 点位编号的前几位
help-visit-sheet--dir = 活动文件夹
help-visit-sheet--out = 写成的 DOCX 文件
help-visit-slip = 写台账抽查交接单（DOCX）：抽中的序号和重算办法，留被检单位
help-visit-slip--visit = 点位编号的前几位
help-visit-slip--dir = 活动文件夹
help-visit-slip--ledger = 台账编号的前几位；只有一本时可不写
help-visit-slip--out = 写成的 DOCX 文件
example-visit-sheet = crosscheck visit sheet 3e947e85 --dir 2017交叉检查 --out 检查记录单.docx
example-visit-slip = crosscheck visit slip 3e947e85 --dir 2017交叉检查 --out 交接单.docx

visit-paper-written = 已写成 { $file }。
visit-ledger-none = 这个点位没有这本台账的抽查。
visit-ledger-several = 这个点位有几本台账，请用 --ledger 指明：{ $known }
