## crosscheck judge
help-judge = 判定填好的检查表
help-judge--sheet = 填好的检查表（由 pack print 印出的 .xlsx）
help-judge--pack = 用哪份清单：内置代号（s0 至 s4），或自己的清单的路径
help-judge--confirm = 检查活动确认的指标（CSV：indicator,by,date,reason；by 写单位，不写人）
example-judge =
    crosscheck judge 学校检查表.xlsx --pack s0
    crosscheck judge 学校检查表.xlsx --pack s0 --confirm 确认.csv --format csv

judge-col-item = 项
judge-col-indicator = 编号
judge-col-requirement = 检查内容
judge-col-verdict = 判定
judge-col-reason = 理由

judge-unanswered = 未查
judge-page = 【{ $kind }】{ $unit }
judge-page-level = 【{ $kind }】{ $unit }（{ $level }级）
judge-page-no-unit = （没有写单位名称）
judge-counts = { $rows } 条：达标 { $met }，未达标 { $not-met }，待核 { $to-check }，只记不判 { $recorded }，不适用 { $not-applicable }，未查 { $unanswered }
judge-counts-all = 合计 { $pages } 张表，{ $counts }
judge-blank = 没有填写的工作表：{ $sheets }
judge-nothing = 各张工作表都没有填写，没有可以判定的内容。
judge-needless = 确认表中这些指标的公式和阈值文件已经写明，无须确认：{ $indicators }
