## 总结报告、汇报提纲、台账、清单、反馈意见、汇总报告
documents-unnamed = { $province }某{ $kind }
documents-times = { $name }（{ $count }处）
documents-evidence = { $kind ->
    [photo] 照片{ $number }
    [ledger] 台账{ $number }
   *[interview] 访谈{ $number }
}
documents-programme-none = 未注明指标的
documents-counts-share = { $counts }（{ $share }）
documents-trend = 本期{ $now }，基期{ $base }
documents-sampled = 共{ $population }，抽查{ $sample }，符合{ $hits }
documents-stop = 。
documents-areas-none = （片区未定）
documents-campaign = 交叉检查
documents-draft-mark = （草稿，按记录生成，未经审核不得印发）

documents-summary-title = { $group }赴{ $areas }
    交叉检查情况的总结报告
documents-overall = 总体情况
documents-practices = 主要成效和经验做法
documents-problems = 存在的主要问题
documents-provinces = 分省情况
documents-suggestions = 意见建议
documents-opening-basis = 根据{ $basis }，
documents-no-basis = （检查依据缺：活动没有检查清单。）
documents-opening-days = 于{ $days }，
documents-no-days = （检查时间缺：没有记录。）
documents-opening-what = { $group }赴{ $areas }开展了{ $campaign }。
documents-no-people = （检查组人员缺：活动没有名册。）
documents-people = 检查组共{ $people }人，其中
documents-role = { $role ->
    [leader] 组长{ $count }人
    [member] 组员{ $count }人
    [ministry] 部门代表{ $count }人
    [expert] 专家{ $count }人
    [media] 媒体{ $count }人
   *[none] 名册未注明身份{ $count }人
}
documents-leader-unit = ，组长来自{ $unit }
documents-no-sites = 没有打开过点位，检查情况无从写起。
documents-volume-begin = 共检查{ $provinces }个省（区、市）、{ $counties }个县（市、区）的{ $sites }个点位：
documents-volume-townships = 乡镇（街道）{ $townships }个
documents-volume-schools = 学校{ $schools }所
documents-volume-communities = 社区（村居）{ $communities }个
documents-volume-others = 其他单位{ $others }个
documents-volume-methods = 开展
documents-volume-talks = 座谈{ $talks }次（{ $people }人）
documents-volume-ledgers = 台账抽查{ $ledgers }本（{ $people }条）
documents-volume-interviews = 现场访谈{ $interviews }组（{ $people }人）
documents-volume-documents = 调阅文件{ $documents }份
documents-volume-photos = 拍摄照片{ $photos }张
documents-volume-no-methods = 没有记录座谈、台账、访谈、文件和照片。
documents-volume-chosen = 点位中
documents-volume-main = 抽取{ $main }个
documents-volume-reserve = 启用备选{ $reserve }个
documents-volume-designated = 指定{ $designated }个
documents-volume-undrawn = 途中增加{ $undrawn }个
documents-unsigned = 其中{ $unsigned }个点位尚未签字。
documents-no-answers = 没有指标答案，总体情况无从写起。
documents-asked = 对照{ $indicators }条指标，共核查{ $answered }项次。
documents-judged = 可判定的{ $judged }项次中，达标{ $met }项次（{ $rate }），未达标{ $notmet }项次，待核{ $tocheck }项次。
documents-beside = 另有只记不判{ $recorded }项次，不适用{ $exempt }项次。
documents-undecided = { $differing }项次有两个答案，组长尚未认定，未计入。
documents-unanswered = 应查而未查{ $unanswered }项次。
documents-bar = { $met }/{ $judged }（{ $rate }）
documents-met = “{ $requirement }”：查{ $judged }处，{ $met }处达标（{ $rate }）。
documents-practice = { $site }：{ $fact }
documents-practice-more = （{ $actual }）
documents-no-practices = 没有记录经验做法。
documents-not-met = “{ $requirement }”：查{ $judged }处，{ $many }未达标，有{ $notmet }处（{ $rate }）
documents-not-met-few = “{ $requirement }”：查{ $judged }处，{ $notmet }处未达标
documents-also-to-check = ，{ $tocheck }处待核
documents-sites = ，点位为{ $sites }
documents-more-indicators = 另有{ $more }条指标有点位未达标，见附件1。
documents-more-findings = 另有{ $more }个问题，见附件2。
documents-finding = { $site }：{ $fact }。
documents-should = 应为：{ $should }
documents-basis = （依据：{ $basis }）
documents-actual = 实为：{ $actual }
documents-number = （编号{ $number }；佐证：{ $evidence }）
documents-no-evidence = （编号{ $number }；未关联佐证）
documents-differs = 〔此条记录有两种说法，待组长认定〕
documents-no-problems = 没有记录问题。
documents-province-unknown = 省份不明
documents-province-volume = 检查{ $counties }个县（市、区）的{ $sites }个点位。
documents-province-unjudged = 没有可判定的答案。
documents-province-notes = 记录问题{ $findings }个（较重以上{ $graver }个，现场已改{ $fixed }个），经验做法{ $practices }条。
documents-to-places = 对被检地方
documents-to-office = 对主办单位
documents-no-open-findings = 没有待整改的问题，不提建议。
documents-suggest-places = 对尚未整改的{ $open }个问题（其中{ $dated }个已约定时限）逐条建立整改清单，明确责任岗位、措施和时限，办结一项销号一项。
documents-suggestion = 建议：{ $fact }（{ $site }）。
documents-difficulty = 基层反映：{ $fact }（{ $site }）。
documents-no-suggestions = 没有记录困难和建议。
documents-said = { $fact }。
documents-gate = { $gate ->
    [drafter] 执笔人
    [meeting] 全组会
    [leader] 组长
   *[office] 办公室会商
}
documents-gate-looks = { $gate ->
    [drafter] 数字和出处
    [meeting] 每个事例
    [leader] 观点和建议
   *[office] 口径和依据
}

documents-annex-items = 指标核查汇总表
documents-annex-findings = 问题清单
documents-annex-sites = 检查点位一览
documents-annex-differences = 自报与核实差异
documents-annex-matrix = 各项指标分省情况
documents-annex-pack = { $document }
documents-released = 备选{ $reserve }替换{ $unit }，原因：{ $reason }。
documents-none-released = 没有启用备选。
documents-no-differences = 没有自报与核实不一致的指标，或没有自报数据。

documents-item = 项
documents-indicator = 指标
documents-requirement = 检查内容
documents-looked = 核查
documents-met-short = 达标
documents-not-met-short = 未达标
documents-to-check-short = 待核
documents-recorded-short = 只记
documents-share = 达标率
documents-order = 序号
documents-site = 点位
documents-kind = 类别
documents-how-chosen = 产生方式
documents-lists = 名单来源
documents-days = 日期
documents-signature = 签字
documents-signed = 已签字
documents-not-signed = 未签字
documents-reported = 自报
documents-found = 核实
documents-chosen = { $chosen ->
    [main] 抽取
    [reserve] 备选
    [designated] 指定
   *[undrawn] 途中增加
}
documents-group = 检查组
documents-areas = 片区
documents-sites-short = 点位
documents-findings-short = 问题

documents-ledger-title = 问题台账
documents-ledger-name = 问题台账
documents-number-short = 编号
documents-programme = 工程
documents-level = 层级
documents-province = 省份
documents-basis-short = 依据
documents-should-short = 应为
documents-fact = 问题
documents-actual-short = 实为
documents-severity = 程度
documents-evidence-short = 佐证
documents-members = 记录人
documents-reply = 被检方意见
documents-reply-words = 意见说明
documents-fixed = 现场已改
documents-deadline = 时限
documents-yes = 是
documents-no = 否
documents-not-fed-back = 未反馈

documents-rectification-title = { $province }整改清单
documents-rectification-name = 整改清单

documents-outline-title = { $group }赴{ $areas }
    交叉检查汇报提纲
documents-outline-done = 检查开展情况
documents-problem-count = 共记录问题{ $findings }个，其中较重以上{ $graver }个；{ $indicators }条指标有点位未达标。
documents-feedback-title = 关于{ $province }交叉检查情况的反馈意见
documents-feedback-to = { $province }禁毒委员会办公室：现将交叉检查发现的情况和问题反馈如下。
documents-feedback-basic = 基本情况
documents-feedback-problems = 主要问题
documents-feedback-demands = 整改要求
documents-feedback-list = 请对照随附的整改清单，逐条明确责任岗位、措施和时限；共{ $findings }个问题，其中现场已改{ $fixed }个。
documents-feedback-dated = 有{ $dated }个问题已约定时限。
documents-feedback-no-deadline = 其余问题的整改时限和报送日期由主办单位填写：　　年　　月　　日。
documents-on-site-title = { $group }现场反馈要点
documents-on-site = { $fact }。被检方：{ $reply }。
documents-on-site-fixed = 现场已改。
documents-consolidated-title = { $campaign }汇总报告
documents-groups = { $groups }个检查组
documents-by-group = 分组情况
documents-notes = 各组共记录问题{ $findings }个、经验做法{ $practices }条、困难建议{ $difficulties }条。
documents-matrix-how = 格中为“达标数/可判定数”和达标率；只记不判的写记录数；空格为未查。各省按行政区划代码排列，不排名。
documents-matrix-name = 分省情况{ $part }
documents-matrix-recorded = 记{ $recorded }

documents-in-provinces = ，涉及{ $provinces }
documents-more-practices = 另有{ $more }条经验做法，见各组总结报告。
documents-more-suggestions = 另有{ $more }条困难和建议，见各组总结报告。
documents-left-practices = 另有{ $more }条经验做法没有写入正文，见本组记录。
documents-left-suggestions = 另有{ $more }条困难和建议没有写入正文，见本组记录。
documents-programme-findings = 各组记录问题{ $findings }个，其中严重{ $grave }个、较重{ $serious }个；现场已改{ $fixed }个。
documents-annex-estimates = 抽到的县（市、区）推算总体
documents-no-certificate = 没有给出县（市、区）抽取的证书，不作推算。
documents-no-estimates = 抽到的县（市、区）还没有可推算的结论。
documents-estimates-how = 只推算直接问到所抽单位的指标，各层按抽取证书加权；抽到而未查、待核或有两个答案的，假定与同层已判定的相同。指定的点位不参与推算。
documents-estimate-none = 有的层抽到的单位没有一个有结论，或没有一个适用，不推算。
documents-estimate-not-plain = 《{ $title }》是按规模或分级抽取，不在此推算。
documents-drawn-short = 抽到
documents-decided-short = 已判定
documents-estimate-short = 推算
documents-actual-data = 核查数据
documents-nature = 性质
documents-shared = 共性
documents-single = 个性
documents-soft = 软性
documents-hard = 硬性
documents-lead-unit = 牵头单位
documents-responsible = 责任单位
documents-annex-interviews = 访谈情况
documents-no-interviews = 没有记录访谈。
documents-interviews-how = 按县（市、区）和对象合计；只访谈了一个点位的县不列人数。
documents-county = 县（市、区）
documents-role-asked = 对象
documents-question = 问题
documents-option = 回答
documents-people-short = 人次
documents-not-told = 不列
documents-annex-pictures = 现场照片
documents-picture = 照片{ $number }：{ $what }
documents-picture-none = 照片{ $number }没有附上：{ $why }
documents-refusal = 拒检或阻碍检查：{ $site }，{ $fact }（编号{ $number }）。
documents-no-refusals = 没有拒检或阻碍检查的记录。
documents-no-group = 这不是本组的记录，没有可起草的内容。
documents-too-long = 正文 { $text } 字，超过 { $limit } 字。
documents-in-doubt = 段落 { $key } 中手写的数字 { $typed } 与数据不一致，现为：{ $now }
