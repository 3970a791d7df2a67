## crosscheck draw
help-draw = 抽取：冻结方案、摇号、查看、核验、笔录
help-draw-freeze = 把方案与抽样框一起冻结，给出承诺码
help-draw-freeze--plan = 方案文件（TOML）
help-draw-roll = 用摇出的数字抽取，写出凭证，给出可公布的内容
help-draw-roll--plan = 冻结后的方案（plan.json）
help-draw-roll--seed = 摇出的数字，24 至 40 位
help-draw-roll--stratum = 为哪一层摇号（每层一个种子时）
help-draw-roll--frame = 抽样框文件；不写则在方案所在文件夹里找
help-draw-roll--roller = 谁摇出哪几位，按顺序写：单位=数字，可多次
help-draw-roll--time = 摇号时间；不写则取现在
help-draw-roll--place = 摇号地点
help-draw-show = 查看抽取结果
help-draw-show--certificate = 抽取凭证
help-draw-verify = 按抽样框重新计算凭证，指出第一处不一致
help-draw-verify--certificate = 抽取凭证
help-draw-verify--frame = 抽取时用的抽样框
help-draw-verify--commitment = 当时公布的承诺码，一并比对
help-draw-verify--parent = 上一阶段的凭证（分阶段抽取时）
help-draw-record = 写出抽取笔录（DOCX），打印后签字
help-draw-record--certificate = 抽取凭证
help-draw-size = 抽多少才够：由漏检风险求抽查数，或由抽查数求把握
help-draw-size--population = 总数
help-draw-size--defects = 假设其中有多少份缺项
help-draw-size--risk = 可接受的漏检风险，例如 0.05
help-draw-size--sample = 不写风险时：打算查多少
help-draw-release = 某单位查不成时，按顺序启用下一个备选
help-draw-release--certificate = 抽取凭证，会补记这次递补
help-draw-release--unit = 查不成的单位编号
help-draw-release--reason = 理由：merged 撤并、closed 停办、not_in_scope 名单错误、holiday 放假、disaster 灾害、road 道路
help-draw-release--evidence = 佐证说明：文件、通知、照片等
help-draw-release--leader = 作出决定的组长所在单位
help-draw-release--member = 作出决定的组员所在单位；没有组长时须写两个
help-draw-release--time = 决定时间；不写则取现在
help-draw-void = 宣布一次摇号作废，原记录保留
help-draw-void--certificate = 抽取凭证
help-draw-void--stratum = 哪一层的摇号（每层一个种子时）
help-draw-void--reason = 作废理由
help-draw-void--time = 宣布时间；不写则取现在
example-draw-freeze = crosscheck draw freeze PLAN.toml --out plan.json
example-draw-roll =
    crosscheck draw roll plan.json --seed 482917305561028374659120 --out certificate.json
    crosscheck draw roll plan.json --seed 482917305561028374659120 --stratum 甲省 --roller 甲省禁毒办=482917305561 --roller 乙省检查组=028374659120 --out certificate.json
example-draw-show = crosscheck draw show certificate.json --format csv
example-draw-verify = crosscheck draw verify certificate.json --frame counties.csv
example-draw-record = crosscheck draw record certificate.json --out 抽取笔录.docx
example-draw-size =
    crosscheck draw size --population 37 --defects 7 --risk 0.05
    crosscheck draw size --population 37 --defects 7 --sample 5
example-draw-release = crosscheck draw release certificate.json --unit 010600 --reason merged --evidence "撤并文件，见照片 3" --leader 乙省检查组
example-draw-void = crosscheck draw void certificate.json --reason "骰子滚落地面，未能看清"

draw-frame-not-found = 方案要用的抽样框不在 { $path }。请放到那里，或用 --frame 指明。
draw-size-risk-unreadable = “{ $value }”不是风险，请写小数，例如 0.05。
draw-roller-bad = “{ $value }”应写成 单位=数字。
draw-progress-freeze = 冻结方案
draw-progress-roll = 抽取
draw-progress-verify = 核验
draw-freeze-summary = 抽样框 { $rows } 行，可抽 { $population } 个，分 { $strata } 层；将抽 { $drawn } 个，备选 { $reserves } 个。
draw-freeze-excluded = 排除 { $count } 个：{ $reason }
draw-freeze-designated = 指定 { $count } 个：{ $reason }
draw-freeze-next = 已写出 { $file }。请在摇号之前公布承诺码，此后方案和抽样框不得改动。
draw-roll-private = 凭证已写入 { $file }，内有种子，检查结束前请勿外传；以上各行可以公布。
draw-roll-announced = 凭证已写入 { $file }，可以一并公布。
draw-roll-left = 还有 { $count } 层未抽取。
draw-show-heading = { $title }（场次号 { $ceremony }）
draw-show-column =
    { $column ->
        [stratum] 层
        [rank] 序号
        [role] 角色
        [unit] 编号
        [name] 名称
        [ticket] 抽签号
        [probability] 入样概率
        [weight] 权重
       *[note] 说明
    }
draw-show-role =
    { $role ->
        [main] 正选
        [reserve] 备选
       *[designated] 指定
    }
draw-show-not-rolled = 未抽取（{ $count } 层）：{ $strata }
draw-show-no-note = { "" }
draw-show-replaced =
    { $reason ->
        [merged] 撤并
        [closed] 停办
        [not_in_scope] 名单错误
        [holiday] 放假
        [disaster] 灾害
       *[road] 道路
    }，由 { $reserve } 递补
draw-show-released = 递补 { $unit }
draw-show-void = 另有 { $count } 次作废的摇号，见凭证。
draw-verify-agrees = 核验通过：按 { $rows } 行抽样框重新抽取，{ $strata } 层中已摇号的 { $rolled } 层、凭证中的 { $units } 个单位全部一致。
draw-verify-compare = 请把上面的承诺码与摇号前公布的比对，或用 --commitment 让本程序比对。
draw-verify-parent-open = 这是分阶段抽取；上一阶段未核对，可用 --parent 给出它的凭证。
draw-verify-differs = 核验不通过，第一处不一致：
draw-record-written = 抽取笔录已写入 { $file }，打印后请各方签字。
draw-release-done = 启用备选 { $reserve }，已记入凭证。
draw-void-done = 已宣布作废并记入凭证（共 { $count } 次作废）。可以重新摇号。
