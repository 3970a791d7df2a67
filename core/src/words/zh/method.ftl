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
method-title-missing = 请写明文件名称。
