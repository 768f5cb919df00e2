"""One thread for torch: the tests' tensors are small, and threads that wait for each other cost most of the time."""

import pytest
import torch


@pytest.fixture(autouse=True, scope="session")
def one_thread():
    torch.set_num_threads(1)
