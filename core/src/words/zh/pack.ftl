## pack：答案类型
pack-type-yes-no = 是/否
pack-type-document = 有/无（文件）
pack-type-checklist = 齐/缺项
pack-type-percent-threshold = 比例（判定）
pack-type-percent-report = 比例（只记）
pack-type-count-threshold = 数量（判定）
pack-type-count-report = 数量（只记）
pack-type-ratio = 人员配比
pack-type-tier-table = 分档配备
pack-type-trend = 与基期比
pack-type-zero-event = 零发生
pack-type-deadline = 完成期限
pack-type-free-text = 文字说明

## pack：阈值
pack-held-recorded = 只记不判
pack-held-yes = 是
pack-held-present = 有
pack-held-any = 至少有一项
pack-held-all = { $count } 项齐全
pack-held-increase = 高于基期
pack-held-decrease = 低于基期
pack-held-trend = 比基期提高 { $amount }
pack-held-by = 不晚于 { $date }
pack-held-tier = { $condition }：{ $need }
pack-held-per = 每 { $number } { $name }
pack-held-or = {" 或 "}
pack-held-highest = ；取高
pack-mark-implied = （推定）
pack-mark-soft = （建议）

## pack：清单整体
pack-unknown = 没有内置清单“{ $id }”。内置清单有：{ $known }；自己的清单请写文件夹、.xlsx 或 .json 的路径。
pack-too-many = 有 { $count } 条指标，上限 { $limit } 条。请按文件拆成几份清单。
pack-toml-not-utf8 = 不是 UTF-8 编码的文本。请另存为 UTF-8 后再试。
pack-header-missing = 缺少“{ $key }”，或其值为空。
pack-header-twice = “{ $key }”写了两次。
pack-header-unknown = 不认识“{ $key }”。可写：{ $known }。
pack-header-format = 清单格式是“{ $value }”，本程序只读“{ $known }”。
pack-header-id = 清单代号“{ $value }”只能用小写字母、数字和连字符，不超过 32 个字符，不以连字符开头。
pack-header-doc = 文件代码“{ $value }”只能用文字和数字，不超过 12 个字符。
pack-header-issued = “{ $value }”不是印发日期。请写成 2017、2018-08 或 2017-04-05。
pack-header-title = 标题超过 { $limit } 个字符。
pack-json-not-text = 值须是带引号的文本。
pack-key-twice = 同一条指标里“{ $key }”写了两次。

## pack：列与单元格
pack-columns-missing = 缺少 { $count } 列：{ $columns }。
pack-column-stray = 清单里没有“{ $column }”这一列。请删去，或把内容写进 note。
pack-column-unnamed = 有一列没有列名。请删去该列。
pack-person-column = 不得设“{ $column }”：清单只问单位和数字，不登记任何个人。请删去。
pack-person-question = 这条要求以文字填写个人信息（姓名、证件号、电话、住址等）。清单不登记任何个人，请改问数量或有无。
pack-cell-personal = 含有疑似身份证号、手机号或银行卡号的数字。清单不登记任何个人，请删去。
pack-cell-hidden = 含有看不见的字符（{ $code }）。请删去后重新输入。
pack-cell-too-long = 有 { $length } 个字符，上限 { $limit } 个。
pack-cell-formula = 以 =、+、- 或 @ 开头，电子表格会当作公式执行。请改写。
pack-cell-numeric = 单元格存成了数值 { $value }，原样可能已变（2.10 变成 2.1，15% 变成 0.15）。请设为文本格式后重新输入。
pack-cell-empty = 不能空着。
pack-too-long = 有 { $length } 个字符，上限 { $limit } 个。
pack-value-empty = 不能空着。可填：{ $allowed }。
pack-value-unknown = 不认识“{ $value }”。可填：{ $allowed }。
pack-list-order = “{ $value }”须取自并按此顺序、以英文分号相连：{ $allowed }。
pack-list-twice = 以英文分号相连的各项中有空项或重复项。
pack-date = “{ $value }”不是日期。请写成 2018-12-31。
pack-item = “{ $value }”不是印制项次。请写 1 至 999，或空着。

## pack：各行通用规则
pack-id-twice = 编号“{ $id }”在第 { $row } 行已用过。
pack-id-form = 编号“{ $id }”须以“{ $doc }-”开头，其后用文字、数字、点、括号、连字符或下划线。
pack-doc-differs = 文件代码是“{ $doc }”，清单说明中是“{ $header }”。
pack-other-document = 提到了 { $doc } 的条目。每行只说本文件，不借用其他文件的要求。
pack-nobody-responsible = 牵头单位和责任单位都空着，至少写一个。
pack-methods-source = 现场检查（inspection）须写检查方式；第三方调查（third_party_survey）不写。
pack-due-basis = 没有日期也没有期限文字时才写 none，有则不能写 none。
pack-due-text = 写了日期，也要写原文的期限文字。
pack-condition = 只能写一个条件，不能用分号连写。
pack-protected-text = 涉及受保护人员的指标只填汇总数，不能是文字或文件。

## pack：比率与单位
pack-rate-half = 分子和分母须同时写或同时空着。
pack-rate-missing = { $type } 须写明分子和分母。
pack-rate-stray = { $type } 不带分子和分母。
pack-formula-basis = 有分子和分母时写 stated 或 inferred，没有时写 none。
pack-unit-percent = { $type } 的单位是 %。
pack-unit-stray = { $type } 不带单位。
pack-unit-missing = { $type } 须写单位。

## pack：阈值规则
pack-no-operator = 有阈值而没有比较符，无法判定方向。
pack-threshold-basis = 有阈值时写 stated 或 implied，没有时写 none。
pack-implied-type = 只有比例（percent_threshold）和零发生（zero_event）可以由“一律、凡、全面、坚决杜绝”等推定。
pack-implied-percent = 由“一律、凡、全面”等推定的比例只能是 = 100。
pack-form-present = 是否类和文件类写 present，不写阈值。
pack-form-report = 只记不判的类型不写比较符和阈值。
pack-form-percent = 须写比较符（>、>=、=、<、<=）和 0 至 100 的数。
pack-form-count = 须写比较符（>、>=、=、<、<=）和一个数。
pack-form-zero = 零发生写 = 和 0。
pack-form-ratio = 配比写 <= 和“30:1”这样的两个正整数。
pack-form-deadline = 期限写 <= 和与 due_date 相同的日期。
pack-form-trend = 趋势写 increase、decrease 或空着且不写阈值，或写 >、>= 和一个数。
pack-form-checklist = 选项类写 all 和选项数，或写 any，或都空着。
pack-form-tiers = 分档配备的比较符是 >=。
pack-options = 选项类的 note 须以“选项:甲/乙/丙。”开头，至少两项，不空不重。
pack-options-count = 阈值是“{ $value }”，而选项有 { $count } 个。
pack-tiers-json = 分档表不是约定形式的 JSON（第 { $column } 个字符处）。
pack-tiers-size = 分档表须有 1 至 { $limit } 个量和 1 至 { $limit } 个档。
pack-tiers-pick = 多个档须写 "pick":"highest"；不能有别的取法。
pack-tiers-form = 每个档须写 any 或 per 之一，以及 need，都不能为空。
pack-tiers-band = “{ $code }”的区间须写成 [下限,上限]，上限大于下限，或写 null 表示不封顶。
pack-tiers-zero = “{ $code }”须是正整数。
pack-tiers-code = “{ $code }”没有在 measures 中说明。
pack-tiers-twice = “{ $code }”写了两次。

## pack：工作簿
pack-book-not-written = 没有写成工作簿：{ $reason }
