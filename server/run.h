// The running server: every long-lived object, in the order in which they need each other.
#pragma once

#include <cstdint>
#include <string>

#include "server/access/limits.h"
#include "server/live/limits.h"
#include "server/live/sender.h"

namespace dais {

struct RunOptions {
    std::string db;
    std::string follow;         // of an edge: the server that it follows
    std::string follow_public;  // and where people reach that one, if elsewhere
    std::string follow_ca;      // a PEM file of certificates that it trusts for that, beside the system's
    std::string follow_cache;   // and the folder in which it keeps what it was told
    std::string address = "127.0.0.1";
    unsigned short port = 8080;
    std::string tls_certificate;  // PEM files; neither: TLS is not spoken
    std::string tls_key;
    bool proxy_protocol = false;  // trusted proxies say first whom they speak for
    std::string trusted_proxies;  // as web::Proxies takes them
    std::string static_folder;
    std::string user;  // as whom it runs; empty: as whoever started it
    unsigned shards = 1;
    live::SenderKind sender = live::SenderKind::automatic;
    bool metrics_open = false;  // everybody may read /metrics
    bool demo = false;
    bool play = false;            // the demo, lived as a day
    std::string clock;            // "LOG@2024-09-12T08:30Z": what time it is in a log that is played; empty: none is
    std::uint32_t speed = 0;      // how many of its seconds pass in one of ours; 0: 60 for a played day, else 1
    std::string port_file;        // the port is written here once the server listens; for a port of 0
    std::string public_url;       // where people reach this server; for links and for whose pages are its own
    std::string edge_urls;        // of its edges: their pages may ask for tickets; with commas between
    std::string follow_key_file;  // of an edge: where its key stands, by which it follows as every audience
    live::Limits limits;
    access::Limits access_limits;
};

// Serves until SIGTERM or SIGINT. The exit code: 0 after a graceful stop, 1 after a fault.
int run_server(const RunOptions& options);

}  // namespace dais
