// HAProxy before Dais, as README.md configures it, as a process of one thread on a port of its own.
//
// Throws std::runtime_error if it does not come up. Ends with its Front, by SIGKILL.
#pragma once

#include <sys/types.h>

#include <string>

#include "tests/end_to_end/venue_ca.h"

namespace dais::bench {

class Front {
public:
    static bool is_there();

    // name: of a certificate that the CA has issued. Speaks for its visitors to a server on this machine.
    Front(const VenueCa& ca, const std::string& name, unsigned short server);
    ~Front();
    Front(const Front&) = delete;
    Front& operator=(const Front&) = delete;

    void start();
    void kill();

    unsigned short port() const { return port_; }
    pid_t process() const { return process_; }

private:
    std::string config_;
    unsigned short port_;
    pid_t process_ = -1;
};

}  // namespace dais::bench
