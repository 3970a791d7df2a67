# 照片与文件的存放
vault-damaged = 文件 { $blob } 已损坏，内容与记录的哈希不符。
vault-too-long = 文件超过 { $most } MiB，未接收。
vault-longer = 传来的内容比记录的长度多，多出的没有接收。
