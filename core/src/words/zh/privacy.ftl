## privacy：个人号码
privacy-resident-id = 第 { $from } 至 { $to } 个字符像是居民身份证号码。这里不登记任何个人，请删去
privacy-mobile = 第 { $from } 至 { $to } 个字符像是手机号码。这里不登记任何个人，请删去
privacy-bank-card = 第 { $from } 至 { $to } 个字符像是银行卡号。这里不登记任何个人，请删去
privacy-secret = 标题或文号带有秘密、机密、绝密标志。不得录入涉密信息，没有保存
## 提醒：不拒绝，请核对后再保存
privacy-email = 第 { $from } 至 { $to } 个字符像是电子邮箱。如属个人，请删去
privacy-plate = 第 { $from } 至 { $to } 个字符像是车牌号。如与个人有关，请删去
privacy-named = 第 { $from } 至 { $to } 个字符像是人名。这里不登记个人姓名，请改写职务
privacy-masked = 第 { $from } 至 { $to } 个字符像是隐去名字的个人。与地点、日期连在一起仍可认出，请改写人数
privacy-warned-more = 另有 { $count } 处同类提醒
## 受保护人员的小数目
privacy-count = { $numerator }
privacy-share = { $numerator }/{ $denominator }
privacy-small = <5
privacy-hidden = 不单列
