// swift-tools-version:5.9
// The app's parts and views against a stand-in for SwiftUI, written by hand: signatures and no behaviour. On Linux it finds
// a model's name that is wrong, a case that is missing, a value that may be none. It proves nothing of SwiftUI: whether the
// app compiles, and what it looks like, is found out on a Mac. What the phone's own parts call is not in it.
import PackageDescription

let package = Package(
    name: "StandIn",
    dependencies: [
        .package(name: "Screens", path: "../Screens"), .package(name: "Crosscheck", path: "../../bindings/swift"),
    ],
    targets: [
        .target(name: "SwiftUI"),
        .target(
            name: "App",
            dependencies: [
                "SwiftUI", .product(name: "Screens", package: "Screens"),
                .product(name: "Crosscheck", package: "Crosscheck"),
            ],
            exclude: ["Host", "CrosscheckApp.swift"]),
    ]
)
