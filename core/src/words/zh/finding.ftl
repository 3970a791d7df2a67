# 问题、经验做法、困难建议、签字
finding-ordinary = 一般
finding-serious = 较重
finding-grave = 严重
finding-accepted = 认可
finding-explained = 说明
finding-objected = 有异议
finding-text-empty = 请写明内容，没有保存。
finding-code-bad = 指标编号或层级为空或过长，没有保存。
finding-side-bad = 这一项不属于此类记录，没有保存。
finding-reply-words = 请写明被检单位的说明或异议。
finding-visit-empty = 这次检查还没有任何记录，不能签字。
finding-code-unknown = 核验码 { $code } 不是这次检查的签字，请核对纸面。
