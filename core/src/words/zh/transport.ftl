# 网络
transport-start = 无法开始网络交换：{ $cause }
transport-address-bad = { $address } 不是可用的服务器地址：须以 https:// 开头；http:// 只能用于本机。
transport-unreached = 连不上服务器。请检查网络后再试，邀请仍然有效。
transport-between = 应答者出示的证书不是服务器自己的：中间有人转接，或者服务器不知道前面的代理所用的证书（见 crosscheck serve --help）。没有发送任何内容。
transport-invitation = 这个邀请已被使用或无效，请向组长或主办单位另要一个。
transport-refused = 服务器拒绝了（{ $status }）。
transport-held = 服务器刚由备份恢复，主办单位还没有继续，暂不接纳新设备。什么也没有丢失；请过一会儿用同一个邀请再试。
transport-link-bad = 这不是邀请链接。链接以 crosscheck://join? 开头，请完整复制。
