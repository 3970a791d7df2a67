import Crosscheck
import Foundation

/// What became of a picture that was to be kept.
enum Kept {
    case photo(Taken)
    /// Larger than core takes.
    case large
    /// The other app does not give it, or this phone's disk does not take it.
    case unread
}

extension Stage {
    /// A picture of another app, chosen in the system's picker, copied into the app's own folder and kept as imported.
    func bringPhoto(_ visit: String, _ indicator: IndicatorRef?, then: @escaping (Spot) -> Void) {
        host.picker.photo { [self] picked in
            guard let picked else { return }
            let (host, copy) = (host, host.folder.newPart())
            tell(nil)
            busy(.word(.photoImporting))
            look({ try $0.bring(picked, copy, visit, indicator, host) }) { [self] came in
                busy(nil)
                switch came {
                case let .success(.photo(taken)): then(Spot(.photo, visit, taken.photo))
                case .success(.large): tell(.word(.photoLarge, ["\(Desk.most >> 20)"]))
                case .success(.unread): tell(.word(.photoUnread))
                case let .failure(why): tell(told(why))
                }
            }
        }
    }
}

extension Desk {
    /// What core takes at the most.
    static let most = 256 << 20
    /// How large the JPEG of a HEIC is made: somewhat larger than a preview.
    private static let side = 2_048

    fileprivate func bring(
        _ picked: URL, _ copy: URL, _ visit: String, _ indicator: IndicatorRef?, _ host: Host
    ) throws -> Kept {
        let size = (try? picked.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
        if size > Self.most { return .large }
        if size == 0 || !Folder.copy(picked, to: copy) { return .unread }
        defer { try? FileManager.default.removeItem(at: copy) }
        let shot = PhotoShot(
            file: copy.path, shown: nil, cameFrom: .elsewhere, fix: nil, caption: "", indicator: indicator)
        return .photo(try keep(shot, visit, host))
    }

    /// Keeps a photo; of a HEIC the system's JPEG goes with it, where the system can make one. Core says what it lacks.
    func keep(_ shot: PhotoShot, _ visit: String, _ host: Host) throws -> Taken {
        let file = URL(fileURLWithPath: shot.file)
        let jpeg = host.folder.newPart().appendingPathExtension("jpg")
        defer { try? FileManager.default.removeItem(at: jpeg) }
        let isShown = Self.isHeic(file) && host.pictures.shown(of: file, into: jpeg, side: Self.side)
        let whole = PhotoShot(
            file: shot.file, shown: isShown ? jpeg.path : nil, cameFrom: shot.cameFrom, fix: shot.fix,
            caption: shot.caption, indicator: shot.indicator)
        return try campaign().takePhoto(visit: visit, shot: whole)
    }

    /// By its own first bytes; names are not asked.
    static func isHeic(_ file: URL) -> Bool {
        guard let handle = try? FileHandle(forReadingFrom: file) else { return false }
        defer { try? handle.close() }
        let head = String(decoding: (try? handle.read(upToCount: 12)) ?? Data(), as: UTF8.self)
        return head.dropFirst(4).hasPrefix("ftyp")
            && ["heic", "heix", "heim", "heis", "mif1", "msf1"].contains(head.suffix(4))
    }
}
