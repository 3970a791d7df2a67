import Crosscheck
import Foundation

/// One photo: its preview, what is known of it, caption and indicator, and what may still be done. Spot: visit, photo.
public final class PhotoModel: ThingModel<PhotoModel.Shows> {
    public struct Shows: Hashable {
        public let photo: PhotoScreen?
        /// The indicators of the visit it may belong to.
        public let asked: [IndicatorRef]
        public let member: String
        public let closed: Bool
    }

    public static let caption = "caption", redact = "redact"

    /// The picture, once it came.
    public private(set) var picture: Data?

    override func fetch(_ desk: Desk) throws -> Shows {
        let campaign = try desk.campaign()
        let rows = try campaign.visit(visit: visit, filter: .all).rows
        let photo = try campaign.photo(visit: visit, photo: thing)
        return Shows(
            photo: photo,
            asked: rows.map { IndicatorRef(pack: $0.pack, id: $0.indicator) },
            member: try desk.me(), closed: photo?.closed ?? true)
    }

    override func fetched() {
        guard let photo = shown.photo else { return }
        draft.begin(Self.caption, photo.row.captions.of(shown.member))
        guard let file, file.here else { return }
        stage.look({ try $0.campaign().picture(file: file.blob.hash) }) { [self] came in
            guard case let .success(data) = came else { return }
            picture = data
            stage.changed()
        }
    }

    /// The masked preview once there is one.
    public var file: PhotoFile? {
        guard let photo = shown.photo else { return nil }
        return photo.masked.count > 1 ? photo.masked[1] : photo.preview
    }

    public var isGone: Bool { shown.photo.map { $0.row.state == .redacted } ?? true }
    public var isOpen: Bool { !shown.closed && !isGone }
    public var isMasked: Bool { !(shown.photo?.masked.isEmpty ?? true) }
    /// It has to be masked, or found to show no face, before it leaves the phone.
    public var mayLeave: Bool { shown.photo?.row.state != .waits }

    /// What others say of it.
    public var others: [MemberWords] {
        (shown.photo?.row.captions ?? []).filter { $0.member != shown.member || !isOpen }
    }

    public func saveCaption() {
        let (visit, thing, caption) = (visit, thing, draft[Self.caption])
        stage.act({ try $0.campaign().mendCaption(visit: visit, photo: thing, caption: caption) }) { [self] warnings in
            draft.clear()
            stage.again()
            stage.say(.lines([.word(.saved)] + warnings.map { .sentence($0) }))
        }
    }

    /// The indicator it belongs to; none takes it away.
    public func assign(_ indicator: IndicatorRef?) {
        let (visit, thing, seen) = (visit, thing, shown.photo?.seen["indicator"] ?? "")
        stage.act { try $0.campaign().assignPhoto(visit: visit, photo: thing, indicator: indicator, seen: seen) }
    }

    public func turnFaceless() {
        guard let photo = shown.photo else { return }
        let (visit, thing, seen) = (visit, thing, photo.seen["faceless"] ?? "")
        let faceless = photo.row.state != .faceless
        stage.act { try $0.campaign().markFaceless(visit: visit, photo: thing, faceless: faceless, seen: seen) }
    }

    /// Prints it with the summary report, behind those chosen before, or no longer.
    public func turnInReport() {
        guard let turned = shown.photo?.inReport else { return }
        let (visit, thing) = (visit, thing)
        stage.act { try $0.campaign().choosePicture(visit: visit, photo: thing, chosen: !turned.on, seen: turned.seen) }
    }

    /// Asks for its original, or no longer.
    public func turnAsked() {
        guard let turned = shown.photo?.ask else { return }
        let (visit, thing) = (visit, thing)
        stage.act { try $0.campaign().askOriginal(visit: visit, photo: thing, asked: !turned.on, seen: turned.seen) }
    }

    public func mask() { stage.go(Spot(.mask, visit, thing)) }

    /// One more, of the same indicator.
    public func retake() {
        let of = shown.photo?.row.indicator.map { ["\($0.pack)", $0.id] } ?? []
        stage.instead(Spot(.camera, of: [visit] + of))
    }

    /// A marked copy, as it may leave.
    public func share() {
        let file = stage.host.folder.shared("photo-\(thing.suffix(8)).jpg")
        let (visit, thing) = (visit, thing)
        stage.errand(
            { try $0.exportPhoto(visit: visit, photo: thing, path: file.path) },
            then: { [self] _ in
                stage.host.sharer.share(file)
            })
    }

    public var isAskingRedact: Bool { draft.isOn(Self.redact) }

    /// Asks once more: what is redacted is gone for good, here and wherever it arrived.
    public func askRedact(_ on: Bool) { type(Self.redact, on ? Draft.yes : "") }

    /// Only the original, or the masked copies too.
    public func redactNow(masked: Bool) {
        let (visit, thing) = (visit, thing)
        stage.act({ try $0.campaign().redactPhoto(visit: visit, photo: thing, masked: masked) }) { [self] came in
            draft[Self.redact] = ""
            stage.again()
            if came.waiting > 0 { stage.say(.word(.photoRedactWaits, ["\(came.waiting)"])) }
        }
    }
}
