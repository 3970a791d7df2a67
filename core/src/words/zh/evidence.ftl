# 照片
evidence-empty = 照片文件是空的，没有收下。
evidence-unreadable = 读不了照片文件：{ $cause }。
evidence-kind = 这不是 JPEG、PNG 或 HEIC 照片，没有收下。
evidence-cut = 照片文件不完整（被截断或已损坏），没有收下。请重新拍摄或重新导入。
evidence-damaged = 照片已损坏，无法读出（{ $cause }），没有收下。
evidence-large = 照片文件超过 { $most } MiB，没有收下。
evidence-pixels = 照片为 { $width } × { $height } 像素，超过 { $most } 百万像素或边长过大，没有收下。
evidence-segments = 照片所带的附加信息超过 { $most } MiB，没有收下。
evidence-form = 这种写法的照片（{ $form }）读不了。请用系统相机或相册另存为普通 JPEG 后再导入。
evidence-heavy = 照片太大，且是逐层或隔行写成的，本机打不开。请另存为普通 JPEG 后再导入。
evidence-heic = HEIC 照片由系统转成的 JPEG 显示，请连同该 JPEG 一起导入。
evidence-region = 请在照片内标出需要遮挡的区域。
photo-fix-bad = 定位不是地球上的位置，没有保存。
photo-path = 照片文件的路径含有无法记录的字符，请移到别处再导入。
photo-not-here = 本机没有这张照片的文件。
photo-unknown = 没有这张照片。
