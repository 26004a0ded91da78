"""gpu_pytorch.py W2|W5 BATCH DEVICE EPOCHS: PyTorch's eager loop on made-up rows that lie on the device, as one JSON line; the verb `gpu` of the benchmarks runs it.

As one writes it who knows PyTorch: rows on the device beforehand, one permutation an epoch made there, foreach Adam, channels-last for images, nothing read back within an epoch.
The median epoch counts, without the first.
"""
import json, statistics, sys, time
import torch
from networks import convolutions, mlp

workload, batch, name, epochs = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
if name != "cpu" and not torch.cuda.is_available():
    sys.exit(f"There is no GPU that this PyTorch ({torch.__version__}) can use, so nothing was measured.")
device = torch.device(name)
if name == "cpu":
    torch.set_num_threads(1)
torch.manual_seed(1)
if workload == "W2":
    x = torch.rand(160_000, 28).mul(2).sub(1).to(device)
    y = (x[:, :1] > 0).float()
    model, loss_of = mlp(28, (128, 64), 1), torch.nn.BCEWithLogitsLoss()
else:
    x = torch.randint(256, (5_000, 1, 28, 28)).div(255).to(device).contiguous(memory_format=torch.channels_last)
    y = torch.arange(5_000, device=device) % 10
    model, loss_of = convolutions((16, 32, 32), 10).to(memory_format=torch.channels_last), torch.nn.CrossEntropyLoss()
model = model.to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=True)
times, steps = [], -(-len(y) // batch)
for epoch in range(epochs):
    start = time.perf_counter()
    order = torch.randperm(len(y), device=device)
    total = torch.zeros((), device=device)
    for first in range(0, len(y), batch):
        rows = order[first:first + batch]
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(model(x.index_select(0, rows)), y.index_select(0, rows))
        loss.backward()
        optimizer.step()
        total += loss.detach()
    total = total.item()   # waits for the device
    times.append(time.perf_counter() - start)
print(json.dumps(dict(workload=workload, peer="pytorch", device=torch.cuda.get_device_name(device) if name != "cpu" else "cpu", batch=batch,
                      steps_per_s=round(steps / statistics.median(times[1:]), 2), versions=f"PyTorch {torch.__version__}")))
