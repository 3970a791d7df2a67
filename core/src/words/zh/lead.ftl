# 组长和主办单位的操作
lead-decide-right = 只有组长或主办单位可以在两个答案之间作决定。
lead-reason-missing = 请写明理由，没有保存。
lead-nothing-to-decide = 这里还没有任何答案，无从决定。
lead-nothing-to-admit = 没有需要准予计入的记录。
lead-end-right = 您不能停用这台设备：组员由本组组长停用，组长由主办单位停用。
lead-enrol-role = 组长只能为本组登记组员、专家或媒体人员，不能再授予登记权。
lead-enrol-used = 可登记的名额已用完，请向主办单位申请。
lead-enrol-right = 您没有登记新设备的权限。
lead-no-group = 本机不属于任何检查组。
lead-trip-bad = 行程的日期或地区不对：结束不得早于开始，地区不得为空。
lead-roll-bad = 抽取结果为空，或抽取编号不合要求。
lead-reserve-unknown = 没有这个备选单位。
lead-unit-not-drawn = 被替换的单位不在抽取结果中。
lead-title-missing = 请写明检查活动的名称。
lead-dates-bad = 结束日期早于开始日期。
lead-offset-bad = 时差超出范围，应在 -14:00 至 +14:00 之间。
lead-zone-unknown = { $group } 对应的片区“{ $zone }”不在片区表中。
