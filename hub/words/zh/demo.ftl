## crosscheck demo
help-demo = 演示：用真实的县级名单准备一次全国交叉检查，并判定一份填好的检查表
help-demo--dir = 写到哪个文件夹（默认 crosscheck-demo）
help-demo--seed = 各省都用的数字，24 至 40 位；真实的检查每省各摇各的
example-demo =
    crosscheck demo
    crosscheck demo --dir 演示 --seed 482917305561028374659120

demo-title =
    交叉检查演示
    县级名单是真实的（2023 年统计用区划，新于 2017 年）；人员、学校和答案是生成的，文件里都注明。

demo-step-frame = 1 抽样框和抽取方案
demo-frame = 名单 { $rows } 行，按规则排除后 { $population } 个，分 { $strata } 省，将抽 { $drawn } 个县（市、区）。
demo-commitment = 承诺码，摇号之前公布：sha256:{ $commitment }

demo-step-groups = 2 分组和片区
demo-groups-title = 全国禁毒工作交叉检查·分组（演示）
demo-leaders = 两项名次之和前十，任组长（排名是生成的）：{ $leaders }
demo-groups-commitment = 分组方案的承诺码：sha256:{ $commitment }
demo-group = { $group } → { $zone }：{ $provinces }
demo-groups-verified = 第 { $k } 次排列（从 0 数）符合：没有人去自己的省，也没有人去应回避的地方。已重算核验。

demo-step-roll = 3 各省摇号
demo-progress-roll = 各省摇号
demo-rolled = 已为 { $strata } 省摇号（演示各省用同一串数字），凭证中正选和备选共 { $units } 个。
demo-verified = 核验通过：由 { $rows } 行名单全部重算，与凭证一致。

demo-step-schools = 4 现场抽取一个县的学校
demo-nothing-drawn = 凭证中没有正选单位。
demo-yearbook = 县教育年鉴（生成）
demo-list = { $county }：名单上有 { $count } 所学校（生成），来源：{ $source }。
demo-onsite-commitment = 手机先亮出：sha256:{ $commitment }
demo-onsite-seed = 对方报 { $digits }，手机揭示，种子 { $seed }
demo-onsite-drawn = 抽到：{ $schools }

demo-step-sheet = 5 判定一份填好的检查表
demo-judged = { $sheets } 张表、{ $indicators } 条指标，每种判定举一例：
demo-unanswered = 未查

demo-step-inspection = 6 两部手机检查同一个点位（无信号）
demo-campaign-title = 2017年全国禁毒工作交叉检查（演示）
demo-campaign = 已建立活动：{ $groups } 个组，活动号 { $campaign }…；组长和一名组员的手机已登记。
demo-member-answers = 组员在“{ $kind }”答了 { $count } 项。
demo-leader-answers = 组长没有信号，也打开了同一点位，答了 { $count } 项。
demo-decided = 组长写明理由，对 { $count } 项作了决定；另一答案仍可查看。
demo-reason = 两人对照原始台账复核后确认（生成）
demo-signed = 两人签字，纸面核验码相同：{ $code }
demo-signed-apart = 两人签字的内容不同，核验码：{ $code }
demo-phone-leader = 组长手机
demo-phone-member = 组员手机
demo-office = 主办单位
demo-dump = { $who }重新汇算，哈希 sha256:{ $hash }
demo-about-campaign = 活动文件，crosscheck init 用它建立活动
demo-about-mark = 标明“活动”文件夹由演示生成，内为演示口令；可用 crosscheck visit list --dir 查看
demo-step-summary = 8 小结（所查结果是生成的，算法是真的）
demo-comma = ，
demo-distribution = 检查表：{ $counts }。
demo-schools = { $county }的学校落实教学大纲的情况：
demo-school-unit = 所
demo-counties = 各省抽到的县（市、区）建成禁毒教育基地或园地的情况，按各省权重推算：

demo-files = 全部写在 { $dir }：
demo-file = 文件
demo-about = 是什么
demo-about-frame = 全国县级名单（真实）
demo-about-plan = 抽取方案
demo-about-frozen = 冻结的方案，它的哈希就是承诺码
demo-about-ranking = 各省排名（生成）
demo-about-roster = 花名册（生成，无姓名）
demo-about-zones = 片区
demo-about-groups-plan = 冻结的分组方案
demo-about-groups = 分组结果，可重算
demo-about-certificate = 抽取凭证，内有种子，本轮结束前不外传
demo-about-public = 摇号时可以公布的各行
demo-about-record = 抽取笔录，打印后签字
demo-about-schools = 一个县的学校名单（生成）
demo-about-onsite = 现场抽取的记录
demo-about-blank = 空白检查表，A4
demo-about-filled = 填好的检查表（生成）
demo-about-verdicts = 每条指标的判定、理由和依据
demo-next = 任何人都可以重算：crosscheck draw verify { $dir }/certificate.json --frame { $dir }/counties-2023.csv
demo-hub = 服务器在本机开启：{ $address }（TLS，身份密钥已钉住）
demo-joined = { $member } 扫邀请加入，两边显示六位数字 { $digits }
demo-out = 两部手机离开信号
demo-back = 两部手机回到信号，经服务器交换；答案不同的并列如下：
demo-all-there = 两部手机上都显示：全部已到服务器
demo-step-methods = 7 五种方法、签字和证据包（座谈、台账、考察、抽查、访谈都是生成的）
demo-present = 禁毒专干、派出所副所长（生成）
demo-ledger = 社区戒毒工作台账（生成）
demo-numbering = 按登记先后
demo-cover = 台账封面（生成）
demo-lacking = 缺少定期谈话记录（生成）
demo-seen = 宣传栏的海报是两年前的，大厅有咨询台（生成）
demo-caption-board = 宣传栏（生成的图片）
demo-caption-hall = 大厅（生成的图片）
demo-register = 民政名录（生成）
demo-question = 本季度参加过禁毒业务培训吗
demo-answer-yes = 参加过
demo-answer-no = 没有
demo-answer-unsure = 说不清
demo-document = 年度禁毒工作方案（生成）
demo-fact = 宣传栏两年没有更新（生成）
demo-should = 宣传栏每学期更新（生成）
demo-actual = 最近一期为两年前（生成）
demo-practice = 每月一次家长课堂（生成）
demo-leaving = 离开前，手机提示：
demo-finished = 补查最后一条、反馈了问题以后，没有未做完的。组员拍的照片和以下各项经服务器到了组长手机：
demo-tampered = 把包的一个副本里一张照片改动一个字节，再核对：
demo-tampered-unseen = 改动过的证据包通过了核对。
demo-about-visit-sheet = 检查记录单，双方签字
demo-about-slip = 台账抽查交接单，留被检单位
demo-about-package = 一次检查的证据包：crosscheck evidence verify 可离线核对
demo-contradictory = 两处日期对不上（生成）
demo-tampered-line = { $place }：{ $what }
