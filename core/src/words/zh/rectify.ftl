# 整改
rectify-unclaimed = 待认领
rectify-in-progress = 整改中
rectify-close-requested = 申请销号
rectify-returned = 退回
rectify-contested = 有异议
rectify-fixed-on-site = 现场已改
rectify-closed = 已销号
rectify-immediate = 立行立改
rectify-dated = 限期
rectify-standing = 长期坚持
rectify-tier-watch = 重点关注
rectify-tier-warned = 通报警示
rectify-tier-listed = 挂牌整治
rectify-tier-follow-up = 摘帽巩固
rectify-supervision = 督导
rectify-interview = 约谈
rectify-order = 督办
rectify-step = “{ $state ->
    [unclaimed] 待认领
    [in_progress] 整改中
    [close_requested] 申请销号
    [returned] 退回
    [contested] 有异议
    [fixed_on_site] 现场已改
   *[closed] 已销号
}”的事项不能这样做。先看它的经过：crosscheck rectify show 编号。
rectify-number-missing = 没有编号：新增的行不收；合并过的单元格请先拆开。
rectify-number-unknown = 清单里没有编号 { $number }。
rectify-number-twice = 编号 { $number } 出现两次。
rectify-hash-other = 编号 { $number } 的内容发出后改过：请用新导出的清单填写。
rectify-cell-closed = “{ $column }”一栏不能改，请恢复原文。
rectify-column-other = 多出一栏“{ $column }”，请删去。
rectify-day-bad = “{ $text }”不是日期，请写成 2017-06-30。
rectify-rating-bad = “{ $text }”不是自评，请从 { $choices } 中选。
rectify-text-long = 一格最多 { $most } 个字。
rectify-objection-bare = 有异议的，请在“进展”一栏写明理由。
rectify-item-unknown = 没有这一条整改事项。
rectify-two-decisions = 这一条有两个不同的决定，请先核对。
rectify-standing-day = 长期坚持的事项没有时限。
rectify-day-missing = 请写明时限。
rectify-approver-missing = 请写明批准延期的岗位。
rectify-extend-closed = 已销号的事项不能延期。
rectify-extend-day = 延期要晚于原来的时限；没有时限的事项不能延期。
rectify-reply-closed = 编号 { $number } 已销号，不再收新的填报；如要重开，请先退回。
rectify-document-missing = 请写明依据的文号。
rectify-place-not-listed = { $unit } 不在重点地区名单中，请先导入名单。
rectify-unit-bad = 编码“{ $unit }”为空或出现两次。
rectify-tier-bad = “{ $text }”不是级别：重点关注、通报警示、挂牌整治或摘帽巩固。
rectify-day-kind-bad = “{ $text }”不是类别：休或班。
