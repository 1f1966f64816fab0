// dais-server run: configuration by flag, environment (DAIS_…) and file (--config), under the same names.
#include <cstdlib>

#include "clients/cpp/url.h"
#include "server/clock_setting.h"
#include "server/privileges.h"
#include "server/run.h"
#include "server/run_edge.h"
#include "server/subcommands.h"

namespace dais {
namespace {

// --name, DAIS_NAME and name= in the file are one setting.
template <class Value>
void setting(CLI::App& command, const std::string& name, Value& value, const std::string& meaning) {
    std::string variable = "DAIS_" + name;
    for (char& c : variable) c = c == '-' ? '_' : static_cast<char>(std::toupper(c));
    command.add_option("--" + name, value, meaning)->envname(variable)->capture_default_str();
}

// What stands in a file without a section is a setting of run.
class RunSettings : public CLI::ConfigTOML {
public:
    std::vector<CLI::ConfigItem> from_config(std::istream& file) const override {
        std::vector<CLI::ConfigItem> settings = CLI::ConfigTOML::from_config(file);
        for (CLI::ConfigItem& setting : settings)
            if (setting.parents.empty()) setting.parents = {"run"};
        return settings;
    }
};

void add_limits(CLI::App& command, live::Limits& limits) {
    setting(command, "connections-max", limits.connections_max, "WebSockets; 0: as many as files may be open");
    setting(command, "connections-of-address-max", limits.connections_of_address_max, "WebSockets from one address");
    setting(command, "connections-of-login-max", limits.connections_of_login_max, "WebSockets with one key");
    setting(command, "http-connections-max", limits.http_connections_max, "HTTP requests under way per shard");
    setting(command, "http-connections-of-address-max", limits.http_connections_of_address_max,
            "of these, from one address");
    setting(command, "http-patience-ms", limits.http_patience_ms,
            "so long who says no request is not sent away for others");
    setting(command, "come-again-s", limits.come_again_s, "when there is no room: come again after this long");
    setting(command, "backlog", limits.backlog, "who knocks and waits; net.core.somaxconn bounds it, too");
    setting(command, "handshake-ms", limits.handshake_ms, "from accept to Hello");
    setting(command, "http-idle-ms", limits.http_idle_ms, "a kept-alive HTTP connection without a request");
    setting(command, "http-bytes-per-second-min", limits.http_bytes_per_second_min, "a body on its way, or an answer");
    setting(command, "silence-ms", limits.silence_ms, "a WebSocket whose peer answers no ping");
    setting(command, "send-ms", limits.send_ms, "a peer that takes not one byte more");
    setting(command, "close-ms", limits.close_ms, "a peer that does not hang up after a Close");
    setting(command, "user-timeout-ms", limits.user_timeout_ms, "a peer whose system acknowledges nothing");
    setting(command, "send-buffer-bytes", limits.send_buffer_bytes, "what the system holds for one socket");
    setting(command, "unsent-bytes", limits.unsent_bytes, "of this, what has not left yet");
    setting(command, "batch-bytes-max", limits.batch_bytes_max, "frames that go out in one send");
    setting(command, "goodbyes-per-second", limits.goodbyes_per_second, "as many come back when the server stops");
    setting(command, "message-bytes-max", limits.message_bytes_max, "one message from a client");
    setting(command, "request-bytes-max", limits.request_bytes_max, "one HTTP body");
    setting(command, "certificate-ms", limits.certificate_ms, "how often changed certificate files are looked for");
    setting(command, "stop-ms", limits.stop_ms, "a stopping server waits this long for its last writes");
    setting(command, "follows-max", limits.follows_max, "logs followed by one connection");
    setting(command, "replies-max", limits.replies_max, "commands under way per connection");
    setting(command, "ring-frames-max", limits.ring_frames_max, "frames kept per log and audience");
    setting(command, "ring-bytes-max", limits.ring_bytes_max, "bytes kept per log and audience");
    setting(command, "change-bytes-max", limits.change_bytes_max, "a larger Change is sent as a snapshot");
    setting(command, "snapshot-behind-max", limits.snapshot_behind_max, "changes after which a snapshot is made anew");
    setting(command, "snapshot-part-bytes", limits.snapshot_part_bytes, "one part of a snapshot");
    setting(command, "heartbeat-ms", limits.heartbeat_ms, "a frame comes at least this often");
    setting(command, "heartbeat-ms-max", limits.heartbeat_ms_max, "or this often, to who wants fewer");
    setting(command, "heartbeats-missed", limits.heartbeats_missed, "then screens are told that they may be old");
    setting(command, "report-id-bytes-max", limits.report_id_bytes_max, "longest id or language that a screen reports");
    setting(command, "report-name-bytes-max", limits.report_name_bytes_max,
            "longest name by which a screen calls itself");
    setting(command, "screens-max", limits.screens_max, "big screens of one log that staff are told of");
    setting(command, "gone-screens-ms", limits.gone_screens_ms, "staff are told so long of a big screen that is gone");
    setting(command, "presence-ms", limits.presence_ms, "shortest time between two words of what screens show");
    setting(command, "pending-max", limits.pending_max, "commands waiting for the disk");
    setting(command, "commands-of-login-per-s", limits.commands_of_login_per_s, "commands of one login; 0: no limit");
    setting(command, "commands-of-log-per-s", limits.commands_of_log_per_s, "commands to one log; 0: no limit");
    setting(command, "previews-max", limits.previews_max, "commands being thought through");
    setting(command, "logs-max", limits.logs_max, "logs of one server");
    setting(command, "checkpoint-changes", limits.checkpoint_changes, "changes between two checkpoints");
    setting(command, "follow-ms", limits.follow_ms, "the longest wait before an edge tries its server again");
    setting(command, "follow-list-ms", limits.follow_list_ms, "an edge's longest wait for the list of logs");
    setting(command, "follow-list-bytes-max", limits.follow_list_bytes_max, "the longest list of logs to an edge");
    setting(command, "follow-logs-ms", limits.follow_logs_ms, "how often an edge looks for new logs");
    setting(command, "follow-say-ms", limits.follow_say_ms, "how often an edge says that it still waits");
    setting(command, "relayed-max", limits.relayed_max, "commands on their way from an edge");
    setting(command, "record-pulse-ms", limits.record_pulse_ms, "how often an edge notes that it is up to date");
    setting(command, "record-waiting-bytes", limits.record_waiting_bytes, "frames that wait for an edge's disk");
    setting(command, "due-ms", limits.due_ms, "how often it is looked at least whether something is due");
    setting(command, "keys-ms", limits.keys_ms, "how often changed keys are looked for");
}

// A server decides and keeps a database, or it is an edge: whatever belongs to the other is a mistake.
void check_kind(const RunOptions& options) {
    if (options.follow.empty()) {
        if (!options.follow_key_file.empty())
            throw std::runtime_error("--follow-key-file is an edge's: say whom to --follow.");
        if (options.db.empty())
            throw std::runtime_error("--db: say where the database is; or whom to --follow, for an edge.");
        if (!options.follow_public.empty() || !options.follow_cache.empty() || !options.follow_ca.empty())
            throw std::runtime_error(
                "--follow-public, --follow-ca and --follow-cache are an edge's: say whom to --follow.");
        return;
    }
    client::parse_url(options.follow);
    if (!options.db.empty())
        throw std::runtime_error("--db: an edge has no database; --follow-cache names its folder.");
    if (options.demo || options.play || !options.clock.empty() || options.speed > 0)
        throw std::runtime_error("--demo, --play, --clock and --speed are for the server that an edge follows.");
    if (!options.edge_urls.empty() || !options.public_url.empty())
        throw std::runtime_error("--public-url and --edge-urls are for the server that an edge follows.");
    const std::string& url = options.follow_public;
    if (url.empty()) return;
    if ((!url.starts_with("http://") && !url.starts_with("https://")) || url.ends_with('/') ||
        url.find_first_of(" \t\r\n;,'\"") != std::string::npos)
        throw std::runtime_error("--follow-public: write it as https://HOST, without a slash at the end.");
}

}  // namespace

void add_run(CLI::App& app, int& code) {
    CLI::App* command = app.add_subcommand("run", "Serve until SIGTERM.");
    auto options = std::make_shared<RunOptions>();
    // CLI11 reads a file for the whole program alone; the names in it are those of run all the same.
    app.config_formatter(std::make_shared<RunSettings>());
    const char* file = std::getenv("DAIS_CONFIG");
    app.set_config("--config", file == nullptr ? "" : file, "settings from a file (DAIS_CONFIG), as in: port = 8080",
                   file != nullptr);
    app.allow_config_extras(CLI::config_extras_mode::error);
    command->fallthrough()->configurable(false);
    command->add_option("--db", options->db, "the database file")->envname("DAIS_DB");
    setting(*command, "follow", options->follow,
            "serve what this server tells the public, without a database: an edge");
    setting(*command, "follow-public", options->follow_public, "where people reach that server, if elsewhere");
    setting(*command, "follow-ca", options->follow_ca, "PEM file of a CA that an edge trusts, as a venue's own");
    setting(*command, "follow-key-file", options->follow_key_file,
            "file with the edge's key: those who sign in are served, too, as who they are");
    setting(*command, "follow-cache", options->follow_cache, "folder in which an edge keeps what it was told");
    setting(*command, "address", options->address, "address to listen on; 0.0.0.0 for all");
    setting(*command, "port", options->port, "port to listen on; 0 for any that is free");
    setting(*command, "tls-certificate", options->tls_certificate,
            "certificate and chain in PEM: https alone is spoken");
    setting(*command, "tls-key", options->tls_key,
            "its key in PEM; both are read again on SIGHUP and when they change");
    setting(*command, "trusted-proxies", options->trusted_proxies,
            "addresses and networks that are believed whom they speak for, as 127.0.0.1,10.0.0.0/8");
    command->add_flag("--proxy-protocol", options->proxy_protocol, "they say so by the PROXY protocol, v1 or v2")
        ->envname("DAIS_PROXY_PROTOCOL");
    setting(*command, "public-url", options->public_url,
            "where people reach this server, as https://summit.example.org: for links, and whose pages are its own");
    setting(*command, "edge-urls", options->edge_urls,
            "where people reach its edges, with commas between: pages from there may sign in here");
    setting(*command, "user", options->user, "run as this user, without privileges; needs root at the start");
    setting(*command, "static", options->static_folder, "folder of the web faces");
    setting(*command, "shards", options->shards, "threads that serve sockets");
    command->add_option("--sender", options->sender, "how a fan-out is sent: auto, plain or uring")
        ->envname("DAIS_SENDER")
        ->transform(
            CLI::CheckedTransformer(std::map<std::string, live::SenderKind>{{"auto", live::SenderKind::automatic},
                                                                            {"plain", live::SenderKind::plain},
                                                                            {"uring", live::SenderKind::uring}}));
    setting(*command, "clock", options->clock, "time of a log that is played, as in gdpa-2024@2024-09-12T08:30Z");
    setting(*command, "speed", options->speed, "how many times faster than ours its time runs");
    setting(*command, "port-file", options->port_file, "file to write the port to");
    command->add_flag("--demo", options->demo, "put the demo summit in")->envname("DAIS_DEMO");
    command->add_flag("--metrics-open", options->metrics_open, "let everybody read /metrics")
        ->envname("DAIS_METRICS_OPEN");
    command->add_flag("--play", options->play, "live the demo summit as a day")->envname("DAIS_PLAY");
    add_limits(*command, options->limits);
    command->callback([options, &code] {
        if (options->shards < 1 || options->shards > 64) throw std::runtime_error("--shards: 1 to 64.");
        if (options->limits.heartbeat_ms < 50) throw std::runtime_error("--heartbeat-ms: at least 50.");
        if (options->limits.certificate_ms < 50) throw std::runtime_error("--certificate-ms: at least 50.");
        if (options->tls_certificate.empty() != options->tls_key.empty())
            throw std::runtime_error("--tls-certificate and --tls-key: both, or neither.");
        if (options->proxy_protocol && options->trusted_proxies.empty())
            throw std::runtime_error("--proxy-protocol: from whom? Name them by --trusted-proxies.");
        if (options->speed > 10'000) throw std::runtime_error("--speed: at most 10000.");
        if (!options->clock.empty()) parse_clock_setting(options->clock);  // before anything is opened
        if (options->speed > 0 && options->clock.empty() && !options->play)
            throw std::runtime_error("--speed: the wall clock runs no faster. Give a log a clock of its own: --clock.");
        check_kind(*options);
        if (!options->user.empty()) become(options->user, options->port);
        warn_of_privileges(options->db);
        code = options->follow.empty() ? run_server(*options) : run_edge(*options);
    });
}

}  // namespace dais
