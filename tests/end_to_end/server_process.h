// The real server, as a process of its own on a database of its own; and a reader that keeps every frame.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <string>
#include <vector>

#include "dais/v1/live.pb.h"
#include "server/summit/records.h"
#include "storage/database.h"

namespace dais {

class ServerProcess {
public:
    // A new folder with a database in it; the server is started on any free port.
    explicit ServerProcess(std::vector<std::string> more_options = {});
    // An edge that follows a server at a URL; without wait it may not be listening yet.
    struct Follow {
        std::string url;
        bool wait = true;
    };
    ServerProcess(std::vector<std::string> more_options, const Follow& follow);
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    // From the next start on.
    void set_options(std::vector<std::string> more_options) { options_ = std::move(more_options); }
    // On the port that it had before.
    void start(bool wait = true);
    // Until it listens; throws if that is not within 30 s.
    void wait_until_it_listens();
    // Whether it does already, as far as it told.
    bool listens() const;
    // Until it has said so; false if that is not within 30 s.
    bool says(const std::string& words) const;
    // Sends a signal and waits; returns the exit code, or minus the signal that ended it.
    int end(int signal);
    // Sends a signal that does not end it.
    void signal(int signal) const;

    // person: of a log, that acts by it.
    std::string make_key(v1::Role role, const std::string& name = "Secretariat", const std::string& log = {},
                         const std::string& person = {});
    void set_role(const std::string& secret, v1::Role role);
    // The database's own verification, with the server stopped or running.
    bool verified() const;
    std::string dump(const std::string& log, v1::Audience audience) const;

    unsigned short port() const { return port_; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    std::string database() const { return folder_ + "/dais.db"; }
    // Of an edge: what it keeps of a log.
    std::string recording(const std::string& log) const { return folder_ + "/cache/" + log + ".edge"; }
    // What all starts together have said.
    std::string log() const;

private:
    void make_folder();

    std::string folder_;
    std::vector<std::string> options_;
    std::string follow_;  // empty: it is no edge
    unsigned short port_ = 0;
    int pid_ = -1;
};

// Where a WebSocket is asked for, and what a browser says with it; empty: nothing.
struct Door {
    std::string target = "/live";
    std::string cookie{};
    std::string origin{};
};

// A WebSocket that reads and writes one message at a time, and keeps what it was sent.
class Reader {
public:
    // receive_bytes: how much the system may take in for a reader that does not read; 0: as much as it likes.
    Reader(const ServerProcess& server, const std::string& key, int receive_bytes = 0, const Door& door = {});

    void say(const v1::ClientMessage& message);
    void say_bytes(const std::string& message);
    // The next message, inflated.
    v1::ServerMessage next();
    // Says Hello for a log and reads on until it holds all of it; counts frames after Welcome.
    v1::Followed follow(const std::string& log, const v1::Resume* resume = nullptr);
    // Commands and waits for the Reply.
    v1::Reply ask(v1::Command command);

    v1::Resume resume;             // where it stands
    summit::Records records;       // what it holds there, unless it began with a resume
    std::size_t changes_read = 0;  // Changes messages with something in them
    std::size_t snapshots_read = 0;
    std::size_t replies_read = 0;
    std::string bytes;  // everything it was sent, inflated

private:
    void take(const v1::ServerMessage& message);

    boost::asio::io_context context_;
    boost::beast::websocket::stream<boost::beast::tcp_stream> socket_;
};

// A small summit by command: one room, some sessions. Returns the ids of the sessions.
std::vector<std::string> put_summit(Reader& organiser, const std::string& log, int sessions);

// A command with an id of its own.
v1::Command new_command(const std::string& log, std::uint64_t basis);

}  // namespace dais
