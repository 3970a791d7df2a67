phone-cancelled = 已中断。
phone-resting = 应用在后台，检查活动已关闭；回到前台后再试。
phone-no-campaign = 本机没有这次检查活动。
phone-joined-already = 本机已加入这次检查活动。
phone-card-none = 本机没有出示过加入卡片。请先出示卡片，再由组长扫描。
phone-bundle-not-ours = 这个数据包打不开：它不是给这部手机的。先点“出示本机名片”，请组长接纳本机，再请组长重新写一个数据包。
phone-bundle-no-card = 数据包里没有接纳本机的记录。请组长先扫本机名片接纳，再写一个数据包。
phone-no-hub = 还不知道服务器在哪里。请组长把接纳本机时的文字发来，在“加入”里粘贴；或改用数据包。
phone-key-gone = 本机密钥库中已没有这次检查活动的密钥，读不出记录。请联系主办单位用恢复文件打开（crosscheck recover）；本机可重新加入。
phone-key-locked = 本机密钥库已锁。请先解锁手机，再试一次。
phone-key-broken = 本机密钥库出错，这一步没有完成。请再试一次；仍不行时重启手机。
phone-file-bad = 文件已损坏，或由更新的版本写成。
crossing-one-way = 这个值只能显示，不能传回。
crossing-no-such = 传回的不是一个 { $kind }。
phone-no-threads = 系统没有给出线程，这一步没有开始。请再试一次。
phone-broken = 程序在这一步出错，没有完成。已保存的都在；请再试一次。
phone-no-pack = 本机还没有这份检查清单。请先同步或打开数据包。
phone-no-form = 这份文件没有这种格式。
phone-picture-large = 原图不直接显示；请看预览，或导出副本。
phone-note = { $kind ->
    [finding] 问题
    [practice] 经验做法
   *[difficulty] 困难建议
}
