## judge
judge-met = 达标
judge-not-met = 未达标
judge-not-applicable = 不适用
judge-to-check = 待核
judge-recorded = 只记不判

judge-flag-tiers-differ = 档位不一致就高
judge-flag-boundary = 临界就高
judge-flag-advice = 建议
judge-flag-self-reported = 自报
judge-flag-survey = 第三方调查

judge-rate = 分子 { $numerator } / 分母 { $denominator } = { $rate }，要求 { $required }
judge-rate-recorded = 分子 { $numerator } / 分母 { $denominator } = { $rate }，本条不设阈值
judge-rate-empty = 分子、分母都是 0，没有可以计算的对象
judge-rate-no-denominator = 分母是 0，分子却是 { $numerator }，填写有误，请核对
judge-rate-over-whole = 分子 { $numerator } 大于分母 { $denominator }，填写有误，请核对
judge-count = { $value }，要求 { $required }
judge-count-recorded = { $value }，本条不设阈值
judge-zero-none = 没有发生
judge-zero-some = 发生 { $value }，要求为 0

judge-sample-rate = { $population } 份中抽查 { $sample } 份，符合 { $hits } 份（所查 { $observed }）；推及全部为 { $low } 至 { $high }（95 % 置信区间）
judge-sample-count = { $population } 份中抽查 { $sample } 份，查到 { $hits } 份（所查 { $observed }）；推及全部为 { $low } 至 { $high }（95 % 置信区间）
judge-sample-required = 要求 { $required }
judge-sample-undecided = 样本不足以判定
judge-sample-refuted = 抽查中已有 { $failures } 份不符合，全部不可能是 100 %
judge-sample-hit = 抽查中已发现 { $hits } 份，全部不可能为 0
judge-sample-nothing = 抽查数 n 是 0，等于没有抽查
judge-sample-order = 应有 x ≤ n ≤ N，现为 N = { $population }、n = { $sample }、x = { $hits }
judge-sample-too-long = 总数 N 超过 { $limit }，无法计算区间
judge-sample-self-reported = 抽样结果不能是自报

judge-yes = 回答“是”
judge-no = 回答“否”
judge-document-seen = 有文件：{ $number }，{ $date }
judge-document-absent = 没有文件
judge-document-no-number-no-date = 有文件，但没有记下文号和日期
judge-document-no-number = 有文件，但没有记下文号（无文号的请填“无文号”）
judge-document-no-date = 有文件，但没有记下日期
judge-checklist-complete = { $total } 项齐全
judge-checklist-lacking = { $total } 项中有 { $present } 项，缺：{ $lacking }
judge-ratio = 服务对象 { $persons }、人员 { $staff }，按 { $ratio } 至少需 { $needed }
judge-tier-need = { $measure }至少需 { $needed }，实有 { $have }
judge-tier-band = { $measure } { $size }，落入第 { $tier } 档
judge-tier-none = 各档的条件都不满足，没有要求
judge-tier-missing = 缺数值：{ $measures }
judge-trend = 基期 { $base }，本期 { $now }，相差 { $change }
judge-trend-increase = 要求增长，持平不算
judge-trend-decrease = 要求下降，持平不算
judge-trend-required = 要求增幅 { $required }
judge-trend-no-base = 没有基期数据，无法比较
judge-trend-empty-base = 基期（或其分母）是 0，无法比较
judge-deadline-kept = { $day } 完成，期限 { $limit }
judge-deadline-late = { $day } 才完成，期限 { $limit }
judge-deadline-seen-done = 检查当日 { $checked } 已经完成，期限 { $limit }
judge-deadline-no-day = 已完成，但没有写完成日期，期限 { $limit }
judge-deadline-passed = 检查当日 { $checked } 仍未完成，期限 { $limit }
judge-deadline-open = 尚未完成，检查当日 { $checked } 期限 { $limit } 未过
judge-deadline-no-visit-day = 尚未完成，表头没有写检查日期，不知期限 { $limit } 是否已过
judge-text = 已记录文字
judge-exempt = 填为不适用：{ $reason }
judge-exempt-beside = 填为不适用，原因见说明
judge-exempt-without-reason = 填“不适用”须在说明中写明原因
judge-wrong-kind = 答案的类型与指标不符，请核对

judge-condition-false = 适用条件“{ $condition }”不成立（现为 { $fact }）
judge-condition-open = 须人工确认适用条件：{ $condition }
judge-formula-inferred = 文件没有写明公式，分子分母为推定，检查活动确认前只记不判
judge-threshold-implied = 阈值从“一律、全面”等字样读出，检查活动确认前不作判定
judge-confirmed = 公式、阈值由{ $by }于 { $date } 确认
judge-self-reported = 自报，未核对
judge-survey = 数据来自第三方调查，不是现场核查所得
judge-soft = 文件用语为鼓励、探索、力争一类，没有做到只作建议，不判未达标

judge-confirm-unknown = 清单中没有指标 { $indicator }
judge-confirm-twice = 指标 { $indicator } 出现了两次
judge-confirm-empty = 不能为空
judge-not-a-day = 不是有效日期，请写成 2017-04-20
judge-names-a-person = 含有身份证号、手机号或银行卡号。只记单位和数字，不记个人，请删去

judge-sheet-too-many = 工作表超过 { $limit } 张
judge-sheet-none = 这张工作表不是检查表：找不到写着“{ $column }”的表头。请删去这张工作表，或从打印出的空表重新填写
judge-sheet-column-missing = 表头缺少“{ $column }”一栏
judge-sheet-no-id = 这一行填了内容，却没有指标编号
judge-sheet-twice = 指标 { $id } 在本表出现了两次
judge-sheet-unknown = 清单中没有“{ $id }”
judge-sheet-part-missing = 这条指标的其余各行不在表上，请从空表补上
judge-sheet-word = 只能填：{ $words }
judge-sheet-known-missing = 请写明怎么知道的：自报、全数核对或抽样
judge-sheet-stray = 这一行不填此栏，请看“怎么填”
judge-sheet-exempt-with-value = 已填不适用，此栏应当空着
judge-sheet-not-sampled = 不是抽样，抽样各栏应当空着
judge-sheet-no-sampling = 这条指标不能用抽样
judge-sheet-sample-with-number = 抽样只填 N、n、x，此栏应当空着
judge-sheet-number-missing = 缺少数字
judge-sheet-not-number = 不是数字。只写数字和小数点，不写单位、逗号、百分号
judge-sheet-not-whole = 应为不小于 0 的整数
judge-sheet-number-limit = 数字应当小于 { $limit }
judge-sheet-over-whole = 分子大于分母，请核对
judge-sheet-secret = 不得录入涉密文件，请删去
judge-sheet-absent-with-number = 填了“无”，却又填了文号或日期
judge-sheet-lacking = 填“齐”时此栏应当空着；填“缺项”时应写明缺哪几项
judge-sheet-option = 只能从这些项中选，用顿号隔开：{ $options }
judge-sheet-undone-with-day = 填了“未完成”，却又填了完成日期
judge-sheet-fact-unknown = 清单中没有这个适用条件
judge-sheet-other-pack = 表上的指标编号清单里一个也没有，可能用错了清单，请核对 --pack
