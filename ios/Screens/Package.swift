// swift-tools-version:5.9
// The screens of the iOS app without their looks: one model a screen, no import of a UI framework, so that all of it is
// compiled and tested on Linux with the real core. Language mode 5, as the bindings.
import PackageDescription

let package = Package(
    name: "Screens",
    platforms: [.iOS(.v16), .macOS(.v13)],
    products: [.library(name: "Screens", targets: ["Screens"])],
    dependencies: [.package(name: "Crosscheck", path: "../../bindings/swift")],
    targets: [
        .target(name: "Screens", dependencies: [.product(name: "Crosscheck", package: "Crosscheck")]),
        .testTarget(
            name: "ScreensTests",
            dependencies: ["Screens", .product(name: "CrosscheckHub", package: "Crosscheck")]),
    ]
)
