## crosscheck assign
help-assign = 分组与片区：选组长、冻结、抽取、核验
help-assign-leaders = 按写明的规则选出担任组长的省份
help-assign-leaders--ranking = 排名表：一列省份，其余各列为名次或分数
help-assign-leaders--column = 用哪一列名次或分数，可多次；不写则全用
help-assign-leaders--top = 选几个
help-assign-leaders--rule = 规则：sum-of-ranks 名次之和，sum-of-scores 分数之和，best-five-of-each 各取前五，list 直接指定
help-assign-leaders--list = 规则为 list 时：按顺序写省份，用逗号隔开
help-assign-leaders--exclude = 不担任组长的省份，可多次
help-assign-leaders--exclude-when = before 先剔除再重排名次，after 按原名次、遇到时跳过
help-assign-leaders--tie = 并列时排在前面的省份，按顺序，可多次
help-assign-leaders--tiers = 其余省份按名次分层，每层与组数相等
help-assign-leaders--document = 确定规则的文件文号
help-assign-freeze = 证明各组与片区可以配对，冻结并给出承诺码
help-assign-freeze--roster = 名册：组别、编号、身份、单位、所在省份、回避
help-assign-freeze--zones = 片区表：片区、省份
help-assign-freeze--no-mutual = 两组不得互查对方组员的所在省份
help-assign-freeze--title = 名称，留作记录
help-assign-freeze--ceremony = 场次号；不写则由名称得出
help-assign-roll = 用摇出的数字定出哪组去哪个片区
help-assign-roll--plan = 冻结后的分组方案
help-assign-roll--seed = 摇出的数字，24 至 40 位
help-assign-verify = 重新抽取一遍，指出不一致之处
help-assign-verify--groups = 抽取结果
help-assign-verify--commitment = 当时公布的承诺码，一并比对
help-assign-verify--roster = 名册，与方案比对；须同时给出 --zones
help-assign-verify--zones = 片区表，与方案比对；须同时给出 --roster
example-assign-leaders =
    crosscheck assign leaders --ranking 2016年考评.csv --top 10 --rule sum-of-ranks --exclude 西藏自治区 --tiers
example-assign-freeze = crosscheck assign freeze --roster 名册.csv --zones 片区.csv --out groups-plan.json
example-assign-roll = crosscheck assign roll groups-plan.json --seed 482917305561028374659120 --out groups.json
example-assign-verify =
    crosscheck assign verify groups.json
    crosscheck assign verify groups.json --commitment sha256:… --roster 名册.csv --zones 片区.csv

assign-column =
    { $column ->
        [group] 组别
        [zone] 片区
        [provinces] 省份
        [province] 省份
        [place] 名次
        [basis] 依据
       *[tier] 层次
    }
assign-leads = 组长
assign-tier = 第 { $tier } 层
assign-rule-ranks = 规则：各列名次相加，和最小的 { $top } 个任组长。
assign-rule-scores = 规则：各列分数相加，和最大的 { $top } 个任组长。
assign-rule-fives = 规则：依次取每列名次的前五名，已选过的由下一名补上，共 { $top } 个。
assign-rule-list = 规则：由主办单位直接指定 { $top } 个。
assign-excluded-before = 先剔除再排名：{ $provinces }。
assign-excluded-after = 按原名次，遇到时跳过：{ $provinces }。
assign-ties-settled = 并列由主办单位裁定，排在前面的：{ $provinces }。
assign-document = 文号：{ $document }。
assign-freeze-summary = { $groups } 个组、{ $members } 名组员，{ $zones } 个片区、{ $provinces } 个省份。已证明存在满足全部回避要求的分派。
assign-freeze-next = 已写出 { $file }。请在摇号之前公布承诺码，此后名册和片区不得改动。
assign-roll-accepted = 采用 k = { $k }：前 { $k } 种次序不满足回避要求，第 { $orders } 种满足。
assign-roll-written = 结果已写入 { $file }，凭它人人可以重算。
assign-verify-agrees = 核验通过：按方案和种子重新抽取（k = { $k }），结果全部一致。
assign-verify-compare = 请把承诺码与摇号前公布的比对，或用 --commitment 让本程序比对。
assign-verify-differs = 核验不通过，不一致之处：
