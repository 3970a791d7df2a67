## assign
assign-cell-empty = 单元格为空。
assign-cell-name = 超过 { $limit } 个字符或含有控制字符。
assign-province-twice = “{ $province }”与第 { $first } 行重复，每个省份只能出现一次。
assign-member-twice = 组员编号“{ $member }”与第 { $first } 行重复。
assign-role-unknown = 不认识身份“{ $role }”。可填：组长、组员、部门代表、专家、媒体。
assign-column-foreign = 名册中不应有“{ $column }”一列。只收组别、编号、身份、单位、所在省份、回避、姓名；其他个人信息请删除。
assign-one-leader = 组“{ $group }”有 { $leaders } 名组长，应恰有一名。
assign-too-many = 有 { $groups } 个组、{ $members } 名组员，上限为 { $max_groups } 个组、{ $max_members } 名组员。
assign-zones-groups = 有 { $groups } 个组、{ $zones } 个片区，两者应相等且不为零。
assign-zone-unusual = 请留意：片区“{ $zone }”有 { $count } 个省份，通常为二至四个。
assign-place-unknown = 请留意：组员“{ $member }”的所在省份或回避地“{ $place }”不在任何片区内。若不是本次范围之外的地方，请检查写法。
assign-ceremony = 场次号须为 1 至 64 个字符，不含控制字符。
assign-plan-form = 不是本程序冻结的分组方案（{ $dialect }）：次序、编号或内容不合要求。
assign-blocked = 没有一种分派能同时满足各组的回避要求。下列组员合在一起使分派无解，去掉其中任何一人就有解：
assign-blocker = 组“{ $group }”的“{ $member }”（{ $unit }）：不能去 { $places }。
assign-undecided = 在计算限度内既没有找到也没有排除可行的分派。请减少回避，或不用“互不互查”的要求。
assign-rare = 请留意：试排 { $tries } 次没有一次满足回避要求。方案有解，但现场可能抽不出；建议调换组员后重新冻结。
assign-seed = 种子须为 24 至 40 位数字，不含其他字符；现有 { $length } 个字符，其中数字 { $digits } 个。
assign-rolled-already = 这个方案已经抽过（种子 { $seed }），不得换种子重抽。确需重抽的，请以新的场次号重新冻结并公布。
assign-no-fit = 试到 k = { $tries } 仍没有满足回避要求的次序。请调换组员，重新冻结后再抽。
assign-differs-commitment = 方案的承诺码与记录不符：记录为 { $found }，重算为 { $expected }。
assign-differs-published = 方案的承诺码与公布的不符：本文件为 { $found }，公布的为 { $expected }。
assign-differs-hash = 文件内容改动过：末尾校验值为 { $found }，重算为 { $expected }。
assign-differs-k = 采用的次序号不符：记录 k = { $found }，重算 k = { $expected }。
assign-differs-rows = 分派行数不符：记录 { $found } 行，重算 { $expected } 行。
assign-differs-row = 组“{ $group }”的分派不符：记录的是组“{ $found_group }”去{ $found_zone }（{ $found_provinces }），重算为去{ $zone }（{ $provinces }）。
assign-differs-roster = 方案中的组“{ $id }”与名册不符。
assign-differs-zones = 方案中的片区“{ $id }”与片区表不符。
assign-differs-layout = 内容一致，但文件的排版被改动过（空格、换行或字符写法）。请使用原文件。
assign-not-a-number = “{ $value }”不是名次或分数。
assign-no-numbers = 除省份外没有名次或分数列。
assign-province-unknown = 排名表中没有“{ $province }”。
assign-list-clash = “{ $province }”在名单中重复，或同时列为排除。
assign-top = 要选 { $top } 个，可选的有 { $available } 个。
assign-fives = 各取前五时，人数应为名次列数的五倍：现有 { $columns } 列，要选 { $top } 个。
assign-tie = 第 { $cut } 名处并列（{ $basis }）：{ $provinces }。请由主办单位裁定，用 --tie 写出排在前面的。
