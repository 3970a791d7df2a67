# 座谈、访谈、文件、实地考察
method-role = { $role ->
    [school_head] 学校负责人
    [class_teacher] 班主任
    [teacher] 任课教师
    [students] 学生代表
    [parents] 家长代表
    [community_head] 社区（村居）负责人
    [community_worker] 社区专干
    [grid_worker] 网格员
    [social_worker] 禁毒社工
    [volunteers] 禁毒志愿者
    [police] 社区民警
    [medical] 医务人员
    [recovering] 社区戒毒康复人员
    [staff] 从业人员
    [residents] 居民群众
   *[other] 其他
}
method-people = 人数 { $people } 不在 1 至 { $most } 之间，没有保存。
method-line-long = 这里至多写 { $most } 个字，没有保存。
method-talk-time = 座谈的结束时间应在开始之后，且不超过 24 小时。
method-role-missing = 选“其他”时请写明访谈对象的身份（不写姓名）。
method-question-bad = 问题要有内容，并有 2 至 { $most } 个互不相同的选项。
method-questions-many = 一次访谈至多 { $most } 个问题。
method-question-unknown = 没有这个问题或选项，没有保存。
method-tally-over = 合计 { $sum } 人作答，超过在场的 { $group } 人，没有保存。请核对人数或计数。
method-tally-nothing = 本人在这一项没有计数，无可撤回。
method-draw-unknown = 没有这次抽取。
method-draw-done = 这次抽取已有结果，不能重抽。要另抽一次，请用下一个序号；本次记录保留。
method-draw-elsewhere = 承诺码不是在本机生成的，密数不在本机，不能在这里揭示。
method-draw-list-gone = 抽取所用的名单不在本机，无法抽取。
method-draw-list-other = 名单的单位数与承诺时确定的不同。
method-ledger-words = 请写明台账名称和编号办法（例如按登记先后）。
method-ledger-unknown = 没有这项台账抽查。
method-ledger-not-drawn = 这本台账还没有抽取。
method-entry-complete = 齐全
method-entry-lacking = 缺项
method-entry-contradictory = 矛盾
method-entry-not-drawn = 第 { $ordinal } 号没有抽中，没有保存。只记抽中的条目。
method-title-missing = 请写明文件名称。
method-ledger-persons = 涉及个人的台账：由被检单位翻阅，只核要件，不抄录、不拍照。
method-draw-attempt-open = 已承诺，未揭示
method-draw-attempt-drawn = 已抽取
method-draw-attempt-not-here = 已揭示，名单不在本机
method-draw-attempt-broken = 揭示与承诺不符，不作数
method-no-words = 这一项没有文字可删。
method-draw-kind = { $kind ->
    [ledger] 台账
    [schools] 学校
    [communities] 社区
    [townships] 乡镇
   *[other] { $kind }
}
