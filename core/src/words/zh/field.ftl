# 检查人员的操作
field-number-large = 数字太大，无法记录。
field-number-long = 文号过长，没有保存。
field-answer-form = 答案的形式与指标 { $indicator } 不符，没有保存。
field-visit-closed = 这次检查已签字结束；如需修改，请先重新打开。
field-not-self-reported = 此处只记录被检单位的自报数。
field-fact-long = 适用条件的名称或内容为空或过长，没有保存。
field-unit-bad = 单位编号为空或不合要求，没有保存。
field-name-missing = 请写明点位名称。
field-kind-unknown = 不认识的点位类型：{ $kind }。
field-packs-missing = 请至少选择一份检查清单。
field-reason-missing = 指定的点位或未抽中的点位需要写明理由。
field-no-group = 本机不属于任何检查组，不能打开点位检查。
field-round-leader = 复查由组长打开，轮次从 1 起。
