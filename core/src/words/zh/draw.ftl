## 抽取：抽样框、方案、摇号、凭证

## 抽样框
draw-id-empty = 编号为空。请补上，或删去这一行。
draw-id-numeric = 编号“{ $id }”在工作簿里是数字，开头的 0 可能已经丢失。请把这一列设为文本格式后重新填写。
draw-id-too-long = 编号有 { $length } 个字符，上限 { $limit } 个。
draw-id-control = 编号里有看不见的控制字符（如制表符、换行）。请重新填写。
draw-id-twice = 编号“{ $id }”与第 { $row } 行重复。
draw-cell-padded = “{ $value }”前后有空格，会被当成另一个值。请删去空格。
draw-stratum-unnamed = 没有填写分层的值，不知道该单位属于哪一层。请补上，或用 exclude 规则排除并写明理由。
draw-stratum-ambiguous = 几列分层值连起来都是“{ $label }”，两个不同的层会混成一层。请改掉值里的“/”。
draw-measure-bad = 规模“{ $value }”不是正整数（最多 18 位，不带逗号和小数点）。

## 方案的键
draw-key-missing = 缺少必填项 { $key }。
draw-key-unknown = 不认识 { $key }。请检查拼写，或删去。
draw-key-text = { $key } 应为非空的一行文字，最多 { $limit } 个字符。
draw-key-list = { $key } 应为列表，写在方括号里。
draw-key-list-of = { $key } 里的 { $value } 为空、重复或不是文字。
draw-key-count = { $key } 应为 { $least } 至 { $most } 的整数。
draw-key-flag = { $key } 应为 true 或 false。
draw-key-choice = { $key } 不能是 { $value }，可以是：{ $allowed }。
draw-key-table = { $key } 应为一组键值，写在花括号里。
draw-size-one-of = { $key }：total 和 per_stratum 必须且只能写一个。
draw-reserves-one-of = { $key }：有分层时写 per_stratum；没有分层时 per_stratum 和 total 写一个。
draw-rule-one-of = { $key }：equals 和 starts_with 必须且只能写一个。
draw-measure-missing = { $key }：按规模抽取（pps）必须写明规模列。
draw-measure-protected = { $key }：列“{ $column }”统计的是受保护人员，不能作为规模。
draw-total-with-strata = { $key }：等距抽取和按规模抽取有分层时不能按总数分配。请改写 per_stratum，或不分层。
draw-seed-scope-without-strata = { $key }：没有分层，不能每层一个种子。
draw-parent-incomplete = { $key }：下一阶段的方案要同时写 parent（上一阶段的凭证）和 unit（在哪个单位内抽）。

## 冻结
draw-population-empty = 排除和指定之后没有剩下任何单位。
draw-stratum-empty = 层“{ $label }”没有可抽的单位（其中指定 { $designated } 个）。请排除整层，或减少指定。
draw-total-above-population = 要抽 { $total } 个，可抽的只有 { $population } 个。
draw-total-below-minimum = 要抽 { $total } 个，不够 { $strata } 层每层至少 { $minimum } 个（共需 { $least } 个）。
draw-minimum-above-stratum = 每层至少 { $minimum } 个，层“{ $label }”只有 { $population } 个。
draw-parent-needed = 这是下一阶段的方案，需要上一阶段的抽取凭证。
draw-parent-unit = 上一阶段的凭证没有抽中、指定或递补“{ $unit }”，不能在其中再抽。
draw-dialect = 抽取规则是“{ $found }”，本程序只认“{ $known }”。
draw-plan-not-frozen = 文件与冻结时的字节不一致，其哈希不再是承诺码。请使用冻结时生成的原文件。

## 摇号
draw-seed-digits = 种子应为 { $least } 至 { $most } 位数字，现在是 { $length } 个字符。
draw-rollers-digits = 各单位摇出的数字连起来是“{ $digits }”，与种子不一致。
draw-text-bad =
    { $what ->
        [reason] 理由
        [evidence] 佐证说明
       *[unit] 单位或地点
    }不能为空，应为一行文字，最多 { $limit } 个字符。
draw-time-bad = “{ $time }”不是可读的时间。请写成 2026-11-21 09:30 或 2026-11-21T09:30:00+08:00 的样子。
draw-roll-whole = 方案规定全部用一个种子，不能指定层。
draw-roll-stratum-needed = 方案规定每层一个种子，请指明这次为哪一层摇号：{ $strata }。
draw-roll-stratum-unknown = 没有“{ $label }”这一层。现有：{ $strata }。
draw-other-plan = 已有的凭证属于另一个方案，不能覆盖。请另选文件名。
draw-already-rolled = “{ $label }”已经摇过号，不能再摇。确需重摇的，先写明理由宣布原摇号作废。
draw-void-no-roll = 没有可以作废的摇号。已摇号的有：{ $rolled }。
draw-certificate-too-large = 凭证有 { $size } 字节，上限 { $limit } 字节。请减少抽取数或拆分方案。

## 递补
draw-release-refusal = 拒绝检查是问题，不是递补的理由：请记入问题台账，不启用备选。
draw-reason = { $reason ->
    [merged] 撤并
    [closed] 停办
    [not_in_scope] 名单错误
    [holiday] 放假
    [disaster] 灾害
   *[road] 道路
}
draw-release-reason = 方案没有列出理由“{ $reason }”。可用的理由：{ $named }。
draw-release-not-drawn = “{ $unit }”不是正选，也不是已启用的备选。
draw-release-designated = “{ $unit }”是指定单位，没有备选。
draw-release-twice = “{ $unit }”已由“{ $reserve }”递补。
draw-release-none-left = 层“{ $label }”已没有备选可以递补“{ $unit }”。
draw-release-authority = 启用备选须由组长决定，或由来自两个不同单位的两名组员共同决定。

## 核验
draw-verify-commitment = 承诺码对不上：凭证写的是 { $found }，按凭证中的方案计算是 { $computed }。方案或承诺码被改动过。
draw-verify-published = 与公布的承诺码对不上：公布的是 { $published }，凭证中方案的是 { $computed }。
draw-verify-frame = 抽样框不是冻结时的那一份：冻结时 { $frozen_rows } 行，哈希 { $frozen }；这一份 { $rows } 行，哈希 { $found }。
draw-verify-sizes = 分层数量对不上：方案写的是“{ $found }”，按抽样框计算是“{ $computed }”。
draw-verify-rows = 层“{ $label }”的行数与抽样框对不上。
draw-verify-salt = “{ $label }”的种子、随机数与公布的加盐哈希对不上。
draw-verify-unit =
    层“{ $label }”：凭证中第 { $position } 个单位的{ $field ->
        [unit] 编号
        [stratum] 层
        [role] 角色
        [rank] 序号
        [name] 名称
        [ticket] 抽签号（前 12 位）
        [probability] 入样概率
        [weight] 权重
       *[within] 本阶段概率
    }写的是“{ $found }”，重新抽取得到“{ $computed }”。
draw-verify-release = 第 { $number } 次递补（替换“{ $unit }”）应当启用“{ $why }”，凭证写的是另一个。
draw-verify-no-stage = 凭证不是下一阶段的抽取，却给了上一阶段的凭证。
draw-verify-parent = 上一阶段的凭证对“{ $unit }”的说法与冻结时不同。
draw-verify-seal = 凭证的内容被改动过：末尾的校验值是 { $found }，按内容计算是 { $computed }。
draw-verify-layout = 凭证的排版被改动过，从第 { $line } 行起与原文件不同（内容未变）。

## 抽取笔录
draw-record-title = 抽取笔录
draw-record-plan = 一、抽取方案
draw-record-ceremony = 场次号：{ $ceremony }。
draw-record-design =
    抽取方法：{ $design ->
        [srs] 简单随机抽取
        [stratified] 分层随机抽取
        [systematic] 等距抽取
        [pps-systematic] 按规模等距抽取
       *[pareto-pps] 按规模帕累托抽取
    }。可抽单位 { $population } 个，分 { $strata } 层，{ $size }，共抽 { $drawn } 个。
draw-record-per-stratum = 每层抽 { $count } 个（不足的全取）
draw-record-shared = 总数 { $total } 个按各层数量比例分配，每层至少 { $minimum } 个
draw-record-total = 总数 { $total } 个
draw-record-frame = 抽样框：{ $file }，{ $rows } 行。抽样框哈希（SHA-256）：
draw-record-commitment = 承诺码（冻结方案的 SHA-256，摇号前公布）：
draw-record-stage = 分阶段抽取：在上一阶段抽取确定的“{ $unit }”内进行，入样概率为各阶段之积。上一阶段的承诺码：
draw-record-excluded =
    排除：“{ $column }”{ $how ->
        [equals] 为
       *[starts] 开头是
    }“{ $value }”的单位。理由：{ $reason }。
draw-record-designated =
    指定：“{ $column }”{ $how ->
        [equals] 为
       *[starts] 开头是
    }“{ $value }”的单位，另行检查，不参与推算。理由：{ $reason }。
draw-record-strata = 各层数量如下：
draw-record-rolls = 二、摇号
draw-record-no-rolls = 尚未摇号。
draw-record-field =
    { $field ->
        [stratum] 范围
        [time] 时间
        [place] 地点
        [rollers] 摇号单位和数字
        [seed] 种子
       *[salted] 种子加随机数的 SHA-256（摇号时公布）
    }
draw-record-time =
    { $year }年{ $month }月{ $day }日 { $clock }{ $zone ->
        [beijing] {""}
       *[other] （时区 { $zone }）
    }
draw-record-result = 三、抽取结果
draw-record-not-rolled = 未抽取的有 { $count } 层：{ $strata }。
draw-record-targets = 帕累托抽取的入样概率为目标概率。
draw-record-role =
    { $role ->
        [main] 正选
        [reserve] 备选
       *[designated] 指定
    }
draw-record-column =
    { $column ->
        [stratum] 层
        [rows] 行数
        [excluded] 排除
        [designated] 指定
        [population] 可抽
        [drawn] 抽取
        [reserves] 备选
        [rank] 序号
        [role] 角色
        [unit] 编号
        [name] 名称
        [ticket] 抽签号（前 12 位）
        [probability] 入样概率
        [signer] 身份
        [signing-unit] 单位
        [signature] 签字
       *[date] 日期
    }
draw-record-changes = 四、递补与作废
draw-record-no-changes = 无。
draw-record-release =
    “{ $unit }”因{ $reason ->
        [merged] 撤并
        [closed] 停办
        [not_in_scope] 名单错误
        [holiday] 放假
        [disaster] 灾害
       *[road] 道路
    }不能检查，启用备选“{ $reserve }”。佐证：{ $evidence }。决定：{ $by }。时间：{ $time }。
draw-record-leader = 组长（{ $unit }）
draw-record-member = 组员（{ $unit }）
draw-record-void = 作废的摇号：范围 { $stratum }，理由：{ $reason }，宣布时间：{ $time }，其下曾递补 { $releases } 次。种子：
draw-record-repeat = 五、公开与核验
draw-record-public = 本次抽取即时公开：承诺码、种子和抽取凭证均可公布。
draw-record-private = 本次抽取不即时公开。本轮检查结束前，只可公布第一部分的承诺码和第二部分各种子加随机数的 SHA-256；种子、抽取结果和抽取凭证以及本笔录其余内容不得外传，检查结束后一并公开。
draw-record-how = 任何人持抽样框和抽取凭证，都可以重新计算并核对抽取结果。
draw-record-file = 抽取凭证的校验值（SHA-256）：
draw-record-signatures = 六、签字
draw-record-host = 主持（主办单位）
draw-record-roller = 摇号
draw-record-witness = 见证
draw-record-clerk = 记录
