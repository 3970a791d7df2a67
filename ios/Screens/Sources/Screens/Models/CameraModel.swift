import Crosscheck
import Foundation

/// 拍照: one photo, straight into the app's own folder, then into the campaign. The name of a photo on its way stands in
/// the draft: whenever the app is killed, its file is found again and kept. Spot: visit, and pack and indicator where it
/// belongs to one.
public final class CameraModel: Model<CameraModel.Shows> {
    public struct Shows: Hashable { public let closed: Bool }

    private static let pending = "pending", places = "places"
    private var visit: String { spot.of(0) }
    private var indicator: IndicatorRef? { spot.indicator(1) }

    /// Keeping was tried and refused: somebody says what next.
    private var isRefused = false
    private var fix: Fix?

    override func fetch(_ desk: Desk) throws -> Shows { Shows(closed: try desk.campaign().photos(visit: visit).closed) }

    override func fetched() {
        if onItsWay != nil && !isRefused { keep() }
        if wantsPlace && onItsWay == nil { stage.host.whereabouts.ask() }
    }

    override public func leave() { stage.host.whereabouts.stop() }

    /// A photo that was taken and is not kept yet.
    public var onItsWay: URL? {
        guard let name = draft.words(Self.pending) else { return nil }
        let file = stage.host.folder.shot(name)
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }

    // Where it was taken.

    public var wantsPlace: Bool { draft.isOn(Self.places) }
    public var place: Fix? { wantsPlace ? stage.host.whereabouts.fix() : nil }

    public func turnPlace() {
        turn(Self.places)
        if wantsPlace { stage.host.whereabouts.ask() } else { stage.host.whereabouts.stop() }
    }

    // What the camera gave.

    public func took(_ jpeg: Data) {
        fix = place
        let name = stage.host.folder.newShot()
        // The name first: a file that nobody knows of is a photo that is lost.
        draft[Self.pending] = name
        keep(name) { $0.write(name, jpeg) }
    }

    public func keep() { keep(draft[Self.pending]) { _ in true } }

    /// - Parameter write: puts the photo into its file first, off the main thread; false where the disk is full
    private func keep(_ name: String, _ write: @escaping (Folder) -> Bool) {
        let (host, visit) = (stage.host, visit)
        let file = host.folder.shot(name).path
        let shot = PhotoShot(file: file, shown: nil, cameFrom: .camera, fix: fix, caption: "", indicator: indicator)
        isRefused = true
        stage.tell(nil)
        stage.busy(.word(.photoKeeping))
        stage.look({ write(host.folder) ? try $0.keep(shot, visit, host) : nil }) { [self] came in
            stage.busy(nil)
            switch came {
            case let .success(taken?):
                drop()
                draft.clear()
                stage.instead(Spot(.photo, visit, taken.photo))
            case .success(nil):
                // Of a photo that never reached the disk nothing is on its way.
                drop()
                stage.tell(.word(.photoFull))
            case let .failure(why): stage.tell(stage.told(why))
            }
        }
    }

    /// Nothing is on its way any more.
    public func drop() {
        if let name = draft.words(Self.pending) { stage.host.folder.drop(name) }
        draft[Self.pending] = ""
        isRefused = false
        fix = nil
        stage.changed()
    }

    public func bring() { stage.bringPhoto(visit, indicator) { [stage] in stage.instead($0) } }
}

/// 扫二维码: read from the camera or pasted; its text goes to the screen that asked for it, as the last word of its spot,
/// in the place of this one. Spot: the kind of that screen, and the words its spot begins with.
public final class ScanModel: Model<ScanModel.Shows> {
    /// There is nothing to fetch: what is shown is what the camera sees.
    public struct Shows: Hashable {}

    public static let text = "text"

    override func fetch(_ desk: Desk) throws -> Shows { Shows() }

    /// What the camera read.
    public func found(_ text: String) {
        guard let kind = Spot.Kind(rawValue: spot.of(0)) else { return stage.back() }
        draft.clear()
        stage.answer(Spot(kind, of: Array(spot.of.dropFirst()) + [text]))
    }

    public func paste() {
        guard let text = draft.words(Self.text) else { return stage.tell(.word(.scanEmpty)) }
        found(text)
    }
}
