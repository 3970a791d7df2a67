## draw on site
draw-onsite-source-superior = 上级名单
draw-onsite-source-organiser = 主办单位提供
draw-onsite-source-inspected = 被检单位当场提供
draw-onsite-list-short = 名单列有 { $found } 个，按{ $source }应有 { $expected } 个，少 { $difference } 个。
draw-onsite-list-long = 名单列有 { $found } 个，按{ $source }应有 { $expected } 个，多 { $difference } 个。
draw-onsite-list-size = 名单有 { $count } 个单位，应在 1 至 { $limit } 个之间。
draw-onsite-expected-missing = 须填写应有数及其出处（例如统计年报、台账封面）。
draw-onsite-bad-name = 名称超过 { $limit } 个字符或含有控制字符。
draw-onsite-name-twice = “{ $name }”与第 { $first } 行重复。同名单位请加注地点以便区分。
draw-onsite-sample = 抽取数 { $sample } 不在 1 至 { $population } 之间。
draw-onsite-id = 抽取编号为空、超过 { $limit } 个字符或含有控制字符。
draw-onsite-digits = 请由被检单位说出四位数字，例如 4827。
draw-onsite-secret = 记录中的密数不是 32 位小写十六进制数。
draw-onsite-differs = “{ $part }”与重算结果不符：记录为 { $found }，重算为 { $expected }。
