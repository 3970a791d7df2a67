# 各屏幕
view-no-indicator = 检查清单中没有指标 { $indicator }。
view-next-open = 下一步：打开一个点位开始检查
view-next-differing = 下一步：有指标出现两个答案，请核对
view-next-finish = 下一步：继续未完成的点位
view-next-sign = 下一步：已答完，离开前请签字
view-next-nothing = 已打开的点位都已签字
view-unsent-none = 没有未封存的记录
view-unsent = 有 { $count } 条记录尚未封存，只在本机
view-copies-others = 来自其他设备
view-not-removable = 本机写的 { $count } 条记录还没有别处的副本，不能移除
view-notice-collected = 记录的是：检查点位、答案、问题、经验做法和现场取得的材料。
view-notice-not-collected = 不记录：被检查、被访谈人员的姓名、证件号、电话、住址；不记录检查人员的行踪，不打卡、不排名。
view-notice-secret = 不得录入涉密信息。
view-rule-light = 轻车简从，不增加基层负担，不干扰正常工作秩序。
view-rule-no-names = 对吸毒人员、戒毒人员和未成年人，只核要件和数量，不抄录身份信息，不拍摄面部。
view-rule-no-promise = 不对检查结果表态，不许诺；现场反馈只讲事实和依据。
view-not-removable-photos = 有 { $count } 张照片等待遮挡，只在本机。请先遮挡、标明无人脸或删除，再移除
view-visit-opened = 已打开
view-visit-running = 进行中
view-visit-answered = 已答完
view-visit-signed = 已签字
view-answer-plain = { $words }
view-answer-self-reported = 自报
view-answer-as-of = 截至 { $date }
view-answer-from-paper = 纸面转录
view-answer-trend = 本期 { $now }，基期 { $base }
view-answer-sampled = 总数 { $population }，抽查 { $sample }，符合 { $hits }
view-answer-not-applicable = 不适用：{ $reason }
view-answer-exempt = 不适用
view-stream-visit = { $place }
view-stream-group = 本组的安排（{ $group }）
view-stream-campaign = 活动本身
view-role = { $role ->
    [organiser] 主办单位
    [leader] 组长
    [member] 组员
    [expert] 专家
    [media] 媒体
   *[hub] 服务器
}
view-chosen = { $chosen ->
    [main] 抽取
    [reserve] 备选递补
    [designated] 指定
   *[undrawn] 未经抽取
}
# 离开前：没有做完的
leaving-talk = 座谈
leaving-ledger = 台账“{ $name }”
leaving-document = 文件“{ $name }”
leaving-finding = 问题“{ $name }”
leaving-draw = 现场抽取（{ $kind ->
    [ledger] 台账
    [schools] 学校
    [communities] 社区
    [townships] 乡镇
   *[other] { $kind }
}，第 { $ordinal } 次）
leaving-differs = 有两个答案，还没有认定
leaving-interview-unasked = 还没有问题
leaving-interview-uncounted = { $count } 个问题还没有计数
leaving-interview-over = 合计 { $answered } 人作答，超过在场的 { $group } 人
leaving-ledger-undrawn = 还没有抽取
leaving-ledger-open = 抽中的还有 { $count } 条没有查或有两个结论
leaving-draw-unrevealed = 已亮出承诺码，还没有揭示
leaving-draw-undecided = 有两次抽取都称作数，还没有认定
leaving-finding-not-fed-back = 还没有反馈，没有被检单位的意见
