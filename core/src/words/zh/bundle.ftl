# 数据包
bundle-there = 这个位置已有文件。数据包写成后不再改动，请换一个名字。
bundle-none = 没有这个文件。
bundle-no-recipient = 数据包没有可以封给的人：检查活动里没有主办单位的收件密钥，本组也没有设备。未写文件。
bundle-recipients-many = 设备超过 { $most } 台，一个数据包封不下；请先停用不再使用的设备。
bundle-recipient-bad = 收件密钥不对。
bundle-not-for-us = 这个数据包没有封给本机：它属于别的组或别的检查活动，或写成时本机还没有加入。未接收。
bundle-head-broken = 文件开头就已损坏，或者不是数据包。未接收。
bundle-other = 这不是数据包。未接收。
bundle-broken = 第 { $whole } 项以后（内容第 { $byte } 字节起）损坏或被截断；以前的完好。
bundle-entry-bad = 数据包的一项格式不对（第 { $byte } 字节，{ $rule }）。
bundle-piece-alone = 有一段文件内容不知属于哪个文件，未接收。
bundle-file-short = 文件 { $blob } 没有带全，已到的部分留着，下次接着收。
bundle-key-stale = 这个数据包打不开，以后的也打不开：检查活动里登记的本机收件密钥不是这个文件夹里的这一把。请停用本机，重新加入；在那以前，由主办单位用恢复文件打开。未接收。
bundle-counts = 数据包里有 { $segments } 段记录、{ $texts } 条文字、{ $files } 个文件，末尾却写着 { $said_segments } 段、{ $said_texts } 条、{ $said_files } 个：有人增删过；完好的已接收。
