## privacy：个人号码
privacy-resident-id = 第 { $from } 至 { $to } 个字符像是居民身份证号码。这里不登记任何个人，请删去
privacy-mobile = 第 { $from } 至 { $to } 个字符像是手机号码。这里不登记任何个人，请删去
privacy-bank-card = 第 { $from } 至 { $to } 个字符像是银行卡号。这里不登记任何个人，请删去
