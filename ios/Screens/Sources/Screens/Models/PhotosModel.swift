import Crosscheck
import Foundation

/// 照片: those of a visit, or of one indicator, by their time. Spot: visit, and pack and indicator where it is one's.
public final class PhotosModel: Model<PhotosModel.Shows> {
    public struct Shows: Hashable {
        public let strip: PhotoStrip
        public let closed: Bool
    }

    private var visit: String { spot.of(0) }
    public var indicator: IndicatorRef? { spot.indicator(1) }

    /// The small pictures that came, by what they are of.
    public private(set) var thumbs: [String: Data] = [:]

    override func fetch(_ desk: Desk) throws -> Shows {
        let strip = try desk.campaign().photos(visit: visit)
        return Shows(strip: strip, closed: strip.closed)
    }

    override func fetched() {
        for file in rows.compactMap(\.thumbnail) where file.here && thumbs[file.blob.hash] == nil {
            let hash = file.blob.hash
            stage.look({ try $0.campaign().picture(file: hash) }) { [self] came in
                guard case let .success(data?) = came else { return }
                thumbs[hash] = data
                stage.changed()
            }
        }
    }

    public var rows: [PhotoRow] { shown.strip.rows.filter { indicator == nil || $0.indicator == indicator } }

    public func open(_ row: PhotoRow) { stage.go(Spot(.photo, visit, row.photo)) }

    public func take() { stage.go(Spot(.camera, of: spot.of)) }

    public func all() { stage.instead(Spot(.photos, visit)) }

    public func bring() { stage.bringPhoto(visit, indicator) { [stage] in stage.go($0) } }
}

extension Spot {
    /// The indicator a spot names from its `at`th word on; none where it names none.
    func indicator(_ at: Int) -> IndicatorRef? {
        guard at + 1 < of.count, let pack = UInt64(of[at]) else { return nil }
        return IndicatorRef(pack: pack, id: of[at + 1])
    }
}
