// swift-tools-version:5.9
// Crosscheck for Swift: what the generator wrote, and its tests with the real library.
// The generator runs first: cargo run -p crosscheck-bindgen; the linker is told where the library lies.
// Language mode 5: the generator's asynchronous code is not yet written for 6.
import PackageDescription

let package = Package(
    name: "Crosscheck",
    products: [
        .library(name: "Crosscheck", targets: ["Crosscheck"]),
        // For tests alone: a generated campaign and its hub as a process.
        .library(name: "CrosscheckHub", targets: ["CrosscheckHub"]),
    ],
    targets: [
        .systemLibrary(name: "CrosscheckFFI", path: "generated/CrosscheckFFI"),
        .target(
            name: "Crosscheck",
            dependencies: ["CrosscheckFFI"],
            path: ".",
            exclude: ["Tests", "test", "generated/CrosscheckFFI", "Sources/CrosscheckHub"],
            sources: ["Sources/Crosscheck", "generated/Crosscheck"]
        ),
        .target(name: "CrosscheckHub", path: "Sources/CrosscheckHub"),
        .testTarget(
            name: "CrosscheckTests", dependencies: ["Crosscheck", "CrosscheckHub"], path: "Tests/CrosscheckTests"),
    ]
)
