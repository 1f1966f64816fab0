// A server under test as a process of its own: Dais itself, or one that it is compared with.
//
// Listens on 127.0.0.1; ends with its Rival, by SIGKILL, or before, and then may start again where it was. Throws
// std::runtime_error if it does not come up.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace dais::fanout {

enum class RivalKind { dais, raw_epoll, raw_uring, uws };

struct RivalName {
    RivalKind kind;
    const char* name;   // in files
    const char* title;  // for people
};
const std::vector<RivalName>& rival_names();
const RivalName& rival_named(const std::string& name);  // throws

// Whether its program was built; io_uring may still be forbidden here.
bool is_there(RivalKind kind);

class Rival {
public:
    // options: more words for dais-server, as --name value; they win over those of the bench.
    Rival(RivalKind kind, const std::vector<std::string>& options);
    // An edge of a Dais that runs, with a folder of its own for what it is told.
    Rival(const Rival& followed, const std::vector<std::string>& options);
    ~Rival();
    Rival(const Rival&) = delete;
    Rival& operator=(const Rival&) = delete;

    RivalKind kind() const { return kind_; }
    pid_t process() const { return process_; }
    unsigned short port() const { return port_; }
    // Of an organiser; empty if it is not Dais, and of an edge.
    const std::string& key() const { return key_; }

    // By SIGKILL, without waiting for its end; its folder stays.
    void kill();
    // With the same words, port and folder, once its end has come; does not wait until it is there.
    void start();
    void wait_until_there();
    // Both of these.
    void start_again();

private:
    void wait_for_end();
    void make_folder();
    void be_dais(const std::vector<std::string>& source, const std::vector<std::string>& options);

    const RivalKind kind_;
    std::string folder_;
    std::string key_;
    std::vector<std::string> words_;
    pid_t process_ = -1;
    unsigned short port_ = 0;
};

}  // namespace dais::fanout
