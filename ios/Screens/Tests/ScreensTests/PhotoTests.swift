import Crosscheck
import CrosscheckHub
import Foundation
import XCTest

@testable import Screens

/// Photos: taken, brought in, masked, written under, and gone.
@MainActor
final class PhotoTests: XCTestCase {
    /// A picture of 64 by 48 points.
    static let jpeg = Data(
        base64Encoded: """
            /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYV\
            pQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAw\
            AEADASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhBy\
            JxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKT\
            lJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAA\
            AAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRom\
            JygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExc\
            bHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDhltPapltPatdbT2qZbT2rpliThpYsyFtPapVtPatdbT2qZbT2\
            rCWJPTpYsyFtPapltPatdbT2qZbT2rGWJPSpYsyFtPapltPatdbT2qZbT2rGWJPSpYsprae1Srae1b9FauhJ/aPz+GXyj9v8P+CYy2ntUy2ntW\
            nRUPCyf2vw/wCCdMMPKP2vwKS2ntUy2ntU9FQ8FJ/a/D/gnTDmj1EW09qmW09qioqHl8n9v8P+CdUMRKIUUUV6RzhRRRQAUUUUAFFFFAH/2Q==
            """)!

    private func open() async throws -> Hand {
        let hub = try Hub()
        let hand = try await Hand()
        try await hand.join(hub.invite("leader"))
        hub.stop()
        try await hand.openSite()
        return hand
    }

    func testAPhotoIsTakenWithItsPlaceMaskedWrittenUnderAndShared() async throws {
        let hand = try await open()
        let row = try hand.on(VisitModel.self).shown.rows[0]
        try await hand.on(VisitModel.self) { $0.open(row) }
        try await hand.on(IndicatorModel.self) { $0.photos() }
        try await hand.on(PhotosModel.self) { $0.take() }
        hand.outside.place = Fix(
            latitude: 381_460_000, longitude: 1_145_700_000, provider: "gps", accuracy: 12, age: 800, mock: false)
        try await hand.on(CameraModel.self) { model in
            XCTAssertNil(model.place, "nobody allowed it")
            model.turnPlace()
            model.took(Self.jpeg)
        }
        XCTAssertNil(hand.stage.notice)
        var photo = try XCTUnwrap(hand.on(PhotoModel.self).shown.photo)
        XCTAssertEqual(photo.row.capture?.fix?.accuracy, 12)
        XCTAssertNil(hand.outside.place, "nobody is followed once the camera is left")
        XCTAssertEqual(photo.row.indicator?.id, row.indicator)
        XCTAssertNotNil(try hand.on(PhotoModel.self).picture)
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: hand.folder.shots.path), [])

        try await hand.on(PhotoModel.self) { model in
            model.type(PhotoModel.caption, "大厅（生成）")
            model.saveCaption()
        }
        XCTAssertEqual(try hand.on(PhotoModel.self).shown.photo?.row.captions.all, "大厅（生成）")
        try await hand.on(PhotoModel.self) { $0.assign(nil) }
        XCTAssertNil(try hand.on(PhotoModel.self).shown.photo?.row.indicator)
        try await hand.on(PhotoModel.self) { $0.turnFaceless() }
        XCTAssertEqual(try hand.on(PhotoModel.self).shown.photo?.row.state, .faceless)

        try await hand.on(PhotoModel.self) { $0.mask() }
        try await hand.on(MaskModel.self) { model in
            model.draw((0.1, 0.1), (0.1, 0.1))
            XCTAssertEqual(model.regions, [], "a touch is no drawing")
            model.draw((0.5, 0.6), (0.1, 0.1))
            model.draw((0.7, 0.7), (0.9, 0.9))
            model.undo()
        }
        await hand.kill()
        XCTAssertEqual(try hand.on(MaskModel.self).regions, [Region(left: 100, top: 100, right: 500, bottom: 600)])
        try await hand.on(MaskModel.self) { $0.save() }
        XCTAssertNil(hand.stage.notice)
        XCTAssertTrue(try hand.on(PhotoModel.self).isMasked)
        try await hand.on(PhotoModel.self) { $0.share() }
        XCTAssertNil(hand.stage.notice)
        XCTAssertEqual(hand.outside.shared.map(\.pathExtension), ["jpg"])
        try await hand.on(PhotoModel.self) { model in
            model.askRedact(true)
            XCTAssertTrue(model.isAskingRedact)
            model.redactNow(masked: true)
        }
        photo = try XCTUnwrap(hand.on(PhotoModel.self).shown.photo)
        XCTAssertEqual(photo.row.state, .redacted)
        XCTAssertTrue(try hand.on(PhotoModel.self).isGone)
    }

    func testAPhotoOnItsWayIsKeptThoughTheAppIsKilledBeforeCoreHasIt() async throws {
        let hand = try await open()
        let visit = try hand.on(VisitModel.self).spot.of[0]
        await hand.go(Spot(.camera, visit))
        // The process ends between the file and the record.
        let name = hand.folder.newShot()
        XCTAssertTrue(hand.folder.write(name, Self.jpeg))
        try await hand.on(CameraModel.self) { $0.type("pending", name) }
        await hand.kill()
        XCTAssertNotNil(try hand.on(PhotoModel.self).shown.photo)
        await hand.back()
        try await hand.on(VisitModel.self) { $0.methods() }
        XCTAssertEqual(try hand.on(MethodsModel.self).shown.photos, 1)
    }

    func testAPictureIsBroughtInAsImportedAndWhatIsNoneIsRefused() async throws {
        let hand = try await open()
        let visit = try hand.on(VisitModel.self).spot.of[0]
        await hand.go(Spot(.photos, visit))
        try await hand.on(PhotosModel.self) { $0.bring() }
        XCTAssertEqual(hand.stage.way.here.kind, .photos, "nothing was picked")
        let file = hand.home.appendingPathComponent("from-elsewhere.jpg")
        hand.outside.picked = file
        try await hand.on(PhotosModel.self) { $0.bring() }
        XCTAssertEqual(hand.stage.notice, .word(.photoUnread))
        try Data("no picture".utf8).write(to: file)
        try await hand.on(PhotosModel.self) { $0.bring() }
        guard case .sentence = hand.stage.notice else { return XCTFail("that was no picture") }
        try Self.jpeg.write(to: file)
        try await hand.on(PhotosModel.self) { $0.bring() }
        XCTAssertNil(hand.stage.notice)
        XCTAssertEqual(try hand.on(PhotoModel.self).shown.photo?.row.capture?.cameFrom, .elsewhere)
        await hand.back()
        XCTAssertEqual(try hand.on(PhotosModel.self).rows.count, 1)
        XCTAssertEqual(try hand.on(PhotosModel.self).thumbs.count, 1)
        try await hand.on(PhotosModel.self) { $0.open($0.rows[0]) }
        try await hand.on(PhotoModel.self) { $0.withdraw() }
        XCTAssertEqual(try hand.on(PhotoModel.self).shown.photo?.row.withdrawn, .yes)
    }

    func testAPhotoIsTakenAgainForTheSameIndicator() async throws {
        let hand = try await open()
        let visit = try hand.on(VisitModel.self).spot.of[0]
        await hand.go(Spot(.camera, visit, "1", "S0-2"))
        try await hand.on(CameraModel.self) { $0.took(Self.jpeg) }
        XCTAssertNil(hand.stage.notice)
        let first = try XCTUnwrap(hand.on(PhotoModel.self).shown.photo)
        await hand.kill()
        try await hand.on(PhotoModel.self) { $0.retake() }
        await hand.kill()
        try await hand.on(CameraModel.self) { $0.took(Self.jpeg) }
        XCTAssertNil(hand.stage.notice)
        let second = try XCTUnwrap(hand.on(PhotoModel.self).shown.photo)
        XCTAssertNotEqual(second.row.photo, first.row.photo)
        XCTAssertEqual(second.row.indicator, first.row.indicator)
        XCTAssertEqual(second.row.indicator?.id, "S0-2")
        XCTAssertEqual(hand.stage.way.spots.map(\.kind), [.tasks, .visit, .photo], "back leads to the visit")
        // Those of another indicator are none of them; all of the visit are.
        await hand.go(Spot(.photos, visit, "1", "S0-1a"))
        XCTAssertEqual(try hand.on(PhotosModel.self).rows, [])
        try await hand.on(PhotosModel.self) { $0.all() }
        XCTAssertEqual(try hand.on(PhotosModel.self).rows.count, 2)
    }

    func testAPhotoThatWasRefusedIsKeptLaterOrDropped() async throws {
        let hand = try await open()
        let visit = try hand.on(VisitModel.self).spot.of[0]
        await hand.go(Spot(.camera, visit))
        // Somebody else signs off while this one stands with the camera.
        _ = try await hand.ask { try $0.signOff(visit: visit) }
        try await hand.on(CameraModel.self) { $0.took(Self.jpeg) }
        guard case .sentence = hand.stage.notice else { return XCTFail("a visit that is signed takes no photo") }
        XCTAssertNil(hand.stage.busy)
        let file = try XCTUnwrap(hand.on(CameraModel.self).onItsWay)
        XCTAssertEqual(try Data(contentsOf: file), Self.jpeg, "what was taken is not lost")
        try await hand.on(CameraModel.self) { $0.keep() }
        guard case .sentence = hand.stage.notice else { return XCTFail("it is still signed") }
        try await hand.ask { try $0.reopen(visit: visit) }
        try await hand.on(CameraModel.self) { $0.keep() }
        XCTAssertNil(hand.stage.notice)
        XCTAssertNotNil(try hand.on(PhotoModel.self).shown.photo)
        XCTAssertFalse(FileManager.default.fileExists(atPath: file.path), "it lies in the campaign alone")

        await hand.back()
        await hand.go(Spot(.camera, visit))
        try await hand.on(CameraModel.self) { $0.took(Data("no picture".utf8)) }
        guard case .sentence = hand.stage.notice else { return XCTFail("that was no picture") }
        // Whoever comes back is asked again: the file is tried anew, and refused anew.
        await hand.kill()
        guard case .sentence = hand.stage.notice else { return XCTFail("it is still none") }
        try await hand.on(CameraModel.self) { $0.drop() }
        XCTAssertNil(try hand.on(CameraModel.self).onItsWay)
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: hand.folder.shots.path), [])
        await hand.kill()
        XCTAssertNil(hand.stage.notice, "nothing is on its way any more")

        hand.outside.picked = hand.home.appendingPathComponent("from-elsewhere.jpg")
        try Self.jpeg.write(to: XCTUnwrap(hand.outside.picked))
        try await hand.on(CameraModel.self) { $0.bring() }
        XCTAssertNil(hand.stage.notice)
        XCTAssertEqual(try hand.on(PhotoModel.self).shown.photo?.row.capture?.cameFrom, .elsewhere)
        XCTAssertEqual(hand.stage.way.spots.map(\.kind), [.tasks, .visit, .photo])
    }
}
