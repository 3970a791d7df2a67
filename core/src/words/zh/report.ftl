## report
report-sheet-kind-unknown = 清单中没有这个单位类别。现有：{ $known }
report-sheet-not-written = 没有写成检查表：{ $reason }
report-sheet-generated = ［生成数据，仅供演示］
report-sheet-basis = 依据：{ $document }
report-sheet-discipline = 不得录入涉密信息。只记单位和数字，不写任何个人的姓名、证件号、电话、住址。
report-sheet-totals = 标“只填总数”的各条只填汇总数，不抄名单。
report-sheet-level = 先选被检单位的层级，只查注明问到这一级的各条（{ $levels }），其余留空
report-sheet-fact-number = 填数字
report-sheet-pages = 第 &P 页，共 &N 页
report-sheet-sample-legend = N 总数，n 抽查数，x 符合数
report-not-made = 文件没有生成：{ $reason }
report-annex = 附件{ $number }
report-day = { $year }年{ $month }月{ $day }日
report-days = { $from }至{ $to }
report-how-many = { $word ->
    [few] 个别
    [some-few] 少数
    [part] 部分
    [most] 多数
    [widespread] 普遍
   *[all] 全部
}
report-doubt-none = 〔请核：数据中没有这个数〕
report-doubt-now = 〔请核：现为{ $now }〕
report-gate-name = 审核环节
report-gate-looks = 核对什么
report-gate-signed = 谁签、何时
report-book-not-written = 工作簿没有写成：{ $reason }
report-book-no-room = 工作簿没有写成：存放中间数据的文件夹写不进去了。请腾出磁盘空间后再试。
report-book-text = 正文
report-differences-count = 不同之处：{ $count }
report-differences-name = 差异
report-differences-place = 位置
report-differences-before = 原文
report-differences-after = 现文
report-differences-title = 《{ $title }》版本差异：{ $old }与{ $new }
