# crosscheck evidence
help-evidence = 证据包：导出一次检查的全部证据，离线核对证据包
help-evidence-export = 把一次检查的签名记录、文字和照片写成一个文件，任何人都可以离线核对
help-evidence-export--dir = 检查活动的文件夹
help-evidence-export--visit = 检查编号（visit list 中编号的前几位）
help-evidence-export--out = 写成的文件
help-evidence-verify = 核对证据包：不需要文件夹、密钥和网络，指出第一处不符
help-evidence-verify--file = 证据包
help-evidence-verify--code = 纸面上的核验码，须是包中签过的一个
example-evidence-export = crosscheck evidence export --dir inspection-2017 --visit 3e947e85 --out visit-3e947e85.zip
example-evidence-verify = crosscheck evidence verify visit-3e947e85.zip --code "7C4M Q2TN 90XA"

evidence-exported = 已写成 { $file }：{ $segments } 段签名记录、{ $texts } 条文字、{ $files } 个文件。
evidence-next = 核对：crosscheck evidence verify { $file }
evidence-signed = 核验码 { $code }，签字：{ $members }；签字未包含 { $outside } 条。
evidence-countersigned-office = 主办单位服务器（{ $hub }）会签：{ $at } 起全部在该服务器。
evidence-countersigned = 服务器（{ $hub }）会签：{ $at } 起全部在该服务器。
evidence-on-paper = 已记下：被检单位的纸上写着这个核验码。
evidence-unsigned = 还没有人签字：能证明是谁写的、没有改动过，不能证明后面没有删去。
evidence-good = 核对无误：{ $ops } 条记录、{ $texts } 条文字、{ $files } 个文件，签名、顺序和内容都相符。
evidence-bad = { $file } 核对不符：
evidence-code-other = 核验码 { $code } 不是这个包里签过的。
evidence-waiting = 其中 { $count } 条记录待处理，不计入结果。
evidence-texts-missing = 另有 { $count } 条文字不在包里（已删除，或不在导出的机器上）。
evidence-compare = 请把核验码与双方签字的纸面对照；活动编号与主办单位公布的对照。
evidence-raw = 证据包是原始记录，其中可能有不足 5 人的受保护人员数目：只交给有权核对的人，不得公开。
