import BackgroundTasks
import Crosscheck
import Screens
import SwiftUI
import UIKit

/// The app: one core for as long as the process lives.
@main
struct CrosscheckApp: App {
    @Environment(\.scenePhase) private var phase
    @UIApplicationDelegateAdaptor private var running: Running

    var body: some Scene {
        WindowGroup {
            ZStack {
                if let watch = running.watch {
                    RootView().environmentObject(watch)
                } else {
                    // A folder that cannot be made: the disk is full, or the phone is locked.
                    BodyText(say("broken")).padding()
                }
                // Nobody's screen is photographed by the system into its list of apps.
                if phase != .active { Look.ground.ignoresSafeArea() }
            }
            .onOpenURL { running.watch?.stage.take($0.absoluteString) }
        }
        .onChange(of: phase) { running.moved(to: $0) }
    }
}

/// What lives as long as the process: the stage, and how it sleeps and wakes.
final class Running: NSObject, UIApplicationDelegate, ObservableObject {
    @Published private(set) var watch: Watch?
    private static let task = "org.crosscheck.app.exchange"
    private let network = PhoneNetwork()
    /// Until it is in front, and whenever it no longer is.
    private var asleep = true

    func application(
        _ application: UIApplication, didFinishLaunchingWithOptions options: [UIApplication.LaunchOptionsKey: Any]?
    ) -> Bool {
        // Before the launch is over: later the system takes no such name.
        BGTaskScheduler.shared.register(forTaskWithIdentifier: Self.task, using: .main) { [weak self] task in
            self?.exchange(task)
        }
        begin()
        return true
    }

    private func begin() {
        let support = FileManager.default.urls(for: .applicationSupportDirectory, in: .userDomainMask)[0]
        guard let folder = try? Folder(support.appendingPathComponent("crosscheck", isDirectory: true)) else { return }
        folder.tidy()
        let choice = Choice(folder.choices)
        Speech.speak(choice.language)
        let core = Core(choice: choice) { [network] in
            let files = try softwareKeys(folder: folder.keys.path)
            let keys = GuardedKeys(guarded: EnclaveKeys(), files: files, folder: folder.keys)
            return try Crosscheck.open(
                folder: folder.campaigns.path, keys: keys, boot: PhoneBoot(), connectivity: network)
        }
        let doors = Doors(), place = PhonePlace()
        let host = Host(
            folder: folder, sharer: doors, picker: doors, whereabouts: place, pictures: Developed(),
            licences: Bundle.main.url(forResource: "licences", withExtension: "txt"))
        let stage = Stage(core: core, choice: choice, host: host) {
            Speech.speak(choice.language)
            return Speech.lang
        }
        place.whenChanged = { [weak stage] in stage?.changed() }
        network.whenChanged = {
            DispatchQueue.main.async {
                core.ask({ if try $0.hasCampaign() { try $0.campaign().networkChanged() } }) { _ in }
            }
        }
        watch = Watch(stage)
        stage.begin()
    }

    /// In front, or no longer.
    func moved(to phase: ScenePhase) {
        // What could not be opened at the launch, while the phone was locked, is opened now.
        if watch == nil && phase == .active { begin() }
        guard let stage = watch?.stage else { return }
        if phase == .background && !asleep {
            asleep = true
            // The system waits until the notebook's files are closed, and ends a process that keeps a lock of one.
            let waiting = UIApplication.shared.beginBackgroundTask()
            stage.sleep { [weak self] _ in
                self?.plan()
                UIApplication.shared.endBackgroundTask(waiting)
            }
        } else if phase == .active && asleep {
            asleep = false
            stage.wake()
        }
    }

    /// Exchanges once more when the phone has time and a network.
    private func plan() {
        let request = BGProcessingTaskRequest(identifier: Self.task)
        request.requiresNetworkConnectivity = true
        try? BGTaskScheduler.shared.submit(request)
    }

    /// One exchange while nobody looks; the files are closed again before the system is told that it is over.
    private func exchange(_ task: BGTask) {
        guard let core = watch?.stage.core, asleep else { return task.setTaskCompleted(success: false) }
        var running: Errand?
        task.expirationHandler = { try? running?.cancel() }
        core.ask({ try $0.app.resume() }) { _ in
            core.errand({ try $0.syncNow() }, begun: { running = $0 }, told: { _ in }) { [weak self] came in
                let isWell = (try? came.get()) != nil
                guard let self, self.asleep else { return task.setTaskCompleted(success: isWell) }
                core.suspend { _ in
                    if !isWell { self.plan() }
                    task.setTaskCompleted(success: isWell)
                }
            }
        }
    }
}
